import java.io.FileInputStream;
import java.io.InputStream;
import java.util.LinkedHashSet;
import java.util.Set;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Prints one line "file <tab> flavour <tab> rule <tab> message" for each rule that a file breaks, else nothing. */
public class Verapdf {
    private static final String[] FLAVOURS = {"2a", "ua1"};

    public static void main(String[] paths) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String path : paths) {
            for (String flavour : FLAVOURS) {
                for (String failure : failures(path, PDFAFlavour.fromString(flavour))) {
                    System.out.println(path + "\t" + flavour + "\t" + failure);
                }
            }
        }
    }

    private static Set<String> failures(String path, PDFAFlavour flavour) throws Exception {
        Set<String> failures = new LinkedHashSet<>();
        try (InputStream file = new FileInputStream(path);
                PDFAParser parser = Foundries.defaultInstance().createParser(file, flavour)) {
            ValidationResult result =
                    Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
            for (TestAssertion assertion : result.getTestAssertions()) {
                failures.add(
                        assertion.getRuleId().getClause()
                                + "-"
                                + assertion.getRuleId().getTestNumber()
                                + "\t"
                                + assertion.getMessage());
            }
            if (!result.isCompliant() && failures.isEmpty()) {
                failures.add("?\tnot compliant");
            }
        }
        return failures;
    }
}
