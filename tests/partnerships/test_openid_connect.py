import os
import subprocess
import sys

import pytest
from oidc_provider_mock import User, run_server_in_thread

from tests.architecture.source import ROOT

PEOPLE = [
    User(sub="known@example.no", claims={"email": "known@example.no", "email_verified": True}),
    User(sub="claims@example.no", claims={"email": "known@example.no", "email_verified": False}),
    User(sub="stranger@example.no", claims={"email": "new@example.no", "email_verified": True}),
    User(sub="closed@example.no", claims={"email": "closed@example.no", "email_verified": True}),
]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # the provider's own
def test_only_known_people_with_a_verified_address_come_in(tmp_path):
    with run_server_in_thread(user_claims=PEOPLE) as server:
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": f"sqlite:///{tmp_path}/oidc.sqlite3",
            "OIDC_SERVER_URL": f"http://localhost:{server.server_port}",
            "OIDC_CLIENT_ID": "rekom",
            "OIDC_CLIENT_SECRET": "only-for-tests",
        }
        run = subprocess.run(
            [sys.executable, "-m", "tests.partnerships.log_in_elsewhere", *[p.sub for p in PEOPLE]],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=120,
        )

    assert run.stdout.splitlines() == [
        "known@example.no",
        "account/signup_closed.html",
        "account/signup_closed.html",
        "account/account_inactive.html",
        "2 users, 1 button",
    ], run.stderr
