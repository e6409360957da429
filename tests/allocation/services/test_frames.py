import pytest
from django.core.exceptions import PermissionDenied

from allocation import services
from allocation.choices import DivisionStatus, PostKind
from allocation.models import Frame, Post
from rekom.kit.errors import DomainError
from tests.builders import make_division, make_item, make_meeting, make_post


def common(desk, amount_nok: int) -> Post:
    return Post(frame=desk.frame, kind=PostKind.COMMON, title="Fellestiltak", amount_nok=amount_nok)


def test_a_case_worker_sets_up_one_frame_for_each_scheme(desk):
    frame = Frame(call=desk.call, scheme=desk.decentralised, amount_nok=1_000_000)
    services.save_frame(frame=frame, by=desk.siri)

    again = Frame(call=desk.call, scheme=desk.decentralised, amount_nok=2_000_000)
    with pytest.raises(DomainError, match="has a frame in this call already"):
        services.save_frame(frame=again, by=desk.siri)
    with pytest.raises(PermissionDenied):
        services.save_frame(frame=again, by=desk.arne)


def test_posts_come_one_after_the_other_and_never_to_more_than_the_frame(desk):
    first = services.save_post(post=common(desk, 3_550_000), by=desk.siri)
    second = services.save_post(post=common(desk, 2_735_000), by=desk.siri)

    assert (desk.post.position, first.position, second.position) == (1, 2, 3)
    with pytest.raises(DomainError, match=r"1\skr more than the frame"):
        services.save_post(post=common(desk, 1), by=desk.siri)
    assert Frame.objects.with_sums().get().left_nok == 0


def test_a_frame_is_never_made_less_than_its_posts(desk):
    desk.frame.amount_nok = 11_587_999

    with pytest.raises(DomainError, match=r"1\skr more than the frame"):
        services.save_frame(frame=desk.frame, by=desk.siri)

    assert Frame.objects.get().amount_nok == 17_873_000


def test_a_post_may_change_by_itself_until_it_has_been_before_the_forum(desk):
    division = make_division(post=desk.post, basis=desk.basis)
    desk.post.amount_nok = 11_000_000
    services.save_post(post=desk.post, by=desk.siri)

    division.status = DivisionStatus.LAID
    division.save(update_fields=["status"])
    desk.post.amount_nok = 10_000_000
    with pytest.raises(DomainError, match="its amount stands"):
        services.save_post(post=desk.post, by=desk.siri)

    desk.post.amount_nok, desk.post.title = 11_000_000, "Kollektive tiltak, pro rata"
    services.save_post(post=desk.post, by=desk.siri)
    stored = Post.objects.get()
    assert (stored.amount_nok, stored.title) == (11_000_000, "Kollektive tiltak, pro rata")


def test_a_post_is_removed_as_long_as_nothing_hangs_on_it(desk):
    services.remove_post(post=make_post(frame=desk.frame, amount_nok=1), by=desk.siri)
    make_division(post=desk.post, basis=desk.basis)

    with pytest.raises(DomainError, match="has been divided or recommended"):
        services.remove_post(post=desk.post, by=desk.siri)
    assert list(Post.objects.all()) == [desk.post]


def test_a_post_that_the_forum_has_recommended_stands(desk):
    post = make_post(frame=desk.frame, amount_nok=1, kind=PostKind.COMMON)
    make_item(make_meeting(forum=desk.forum, call=desk.call)).recommendations.create(
        post=post, outcome="recommended"
    )

    with pytest.raises(DomainError, match="has been divided or recommended"):
        services.remove_post(post=post, by=desk.siri)


def test_nobody_else_touches_posts(desk):
    for by in (desk.arne, desk.liv, desk.frida, desk.nils):
        with pytest.raises(PermissionDenied):
            services.save_post(post=common(desk, 1), by=by)
        with pytest.raises(PermissionDenied):
            services.remove_post(post=desk.post, by=by)
