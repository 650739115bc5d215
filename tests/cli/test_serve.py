from __future__ import annotations

import signal
import socket
from pathlib import Path
from queue import SimpleQueue
from threading import Event

import pytest

from postil.cli.serve import Session, StoppableProgress
from postil.model.progress import Step
from postil.preview import Built
from tests.building.folders import NOTE, SMALL_SITE, contents, run, write_files
from tests.building.previews import ask, served
from tests.conftest import MakeSite

DRAFT = "---\ntitle: Unfinished\ndate: 2020-01-01\nspeakers: {Q: {name: Q}}\ndraft: true\n---\n\nQ: Words.\n"


def test_it_follows_the_files(make_site: MakeSite) -> None:
    site = make_site({})
    page = "transcripts/2020/talk/"
    with served(site) as serving:
        url = serving.url()
        assert url.endswith("/archive/")
        assert "ten</em> years" in ask(url, f"/archive/{page}").text
        write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("*ten*", "*five*")})
        serving.wait_for("annotations/2020/talk.yaml: built in")
        assert "five</em> years" in ask(url, f"/archive/{page}").text


def test_an_error_is_said_with_its_excerpt_and_the_last_good_page_stays(make_site: MakeSite) -> None:
    site = make_site({})
    with served(site) as serving:
        url = serving.url()
        write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("next February", "next Febuary")})
        serving.wait_for("annotations/2020/talk.yaml:3:10: error[quote-not-found]")
        assert serving.wait_for("^").index("^") == serving.said[-2].index("expires next Febuary")
        serving.wait_for("The pages stay as they were")
        assert "ten</em> years" in ask(url, "/archive/transcripts/2020/talk/").text
        write_files(site, {"annotations/2020/talk.yaml": NOTE})
        serving.wait_for("built in")


def test_a_site_that_cannot_be_built_is_shown_once_it_can(make_site: MakeSite) -> None:
    site = make_site({"site.yaml": "title: [\n"})
    with served(site) as serving:
        url = serving.url()
        waiting = ask(url, "/anything/")
        assert waiting.status == 503
        assert "There is nothing to show yet" in waiting.text
        write_files(site, {"site.yaml": SMALL_SITE["site.yaml"]})
        serving.wait_for("site.yaml: built in")
        assert ask(url, "/archive/").status == 200


def test_folders_that_come_and_go_are_followed(make_site: MakeSite) -> None:
    site = make_site({})
    (site / "annotations").rename(site / "aside")
    with served(site) as serving:
        url = serving.url()
        assert "ten</em> years" not in ask(url, "/archive/transcripts/2020/talk/").text
        (site / "aside").rename(site / "annotations")
        serving.wait_for("annotations: built in")
        assert "ten</em> years" in ask(url, "/archive/transcripts/2020/talk/").text
        write_files(site, {"annotations/2020/talk.yaml": NOTE.replace("*ten*", "*five*")})
        serving.wait_for("annotations/2020/talk.yaml: built in")
        write_files(site, {"themes/default/assets/custom.css": "p { color: red }\n"})
        serving.wait_for("themes: built in")
        assert "custom" in ask(url, "/archive/").text


def test_nothing_is_written_into_the_site_but_what_is_kept(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({})
    before = contents(site)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served(site, TMPDIR=str(temporary)) as serving:
        serving.url()
        assert serving.end() == 0
    after = contents(site)
    assert {path: after[path] for path in after if not path.startswith(".postil-cache/")} == before
    assert list(temporary.iterdir()) == []


def test_two_at_a_time_have_a_folder_each(make_site: MakeSite, tmp_path: Path) -> None:
    site = make_site({})
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    with served(site) as first:
        url = first.url()
        with served(site, TMPDIR=str(temporary)) as second:
            assert [ask(each, "/archive/").status for each in (url, second.url())] == [200, 200]
            assert list(temporary.iterdir())
            assert second.end() == 0
        assert first.end() == 0
    assert list(temporary.iterdir()) == []


def test_what_was_built_is_shown_again(make_site: MakeSite) -> None:
    site = make_site({})
    for _ in range(2):
        with served(site) as serving:
            assert "ten</em> years" in ask(serving.url(), "/archive/transcripts/2020/talk/").text


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_cleanly(make_site: MakeSite, by: signal.Signals) -> None:
    with served(make_site({})) as serving:
        serving.url()
        assert serving.end(by) == 0
        assert serving.said[-1] == "Stopped.\n"
        assert "Traceback" not in "".join(serving.said)


def test_drafts_are_shown_unless_they_are_not_wanted(make_site: MakeSite) -> None:
    site = make_site({"content/transcripts/2020/draft.md": DRAFT})
    with served(site, "--no-search") as serving:
        url = serving.url()
        assert ask(url, "/archive/transcripts/2020/draft/").status == 200
        assert ask(url, "/archive/search/").status == 404
    with served(site, "--no-drafts") as serving:
        assert ask(serving.url(), "/archive/transcripts/2020/draft/").status == 404


def test_a_port_that_is_taken_is_passed_over_unless_it_was_asked_for(make_site: MakeSite) -> None:
    site = make_site({})
    with served(site) as first, served(site) as second:
        assert first.url() != second.url()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        answer = run("serve", "--site", site, "--port", str(port))
    assert answer.returncode == 2
    assert answer.stderr == (
        f"postil: cannot listen on 127.0.0.1, port {port}: Address already in use; "
        "choose another with --port or --host\n"
    )


def test_a_host_that_is_not_there_is_one_line(make_site: MakeSite) -> None:
    answer = run("serve", "--site", make_site({}), "--host", "nowhere.invalid")
    assert answer.returncode == 2
    assert answer.stderr.startswith("postil: cannot listen on nowhere.invalid: ")
    assert len(answer.stderr.splitlines()) == 1


def test_a_folder_without_a_site_is_refused(tmp_path: Path) -> None:
    answer = run("serve", "--site", tmp_path)
    assert answer.returncode == 2
    assert "there is no site.yaml" in answer.stderr


def test_a_phone_is_told_the_address_to_type(make_site: MakeSite) -> None:
    with served(make_site({}), "--host", "0.0.0.0") as serving:  # noqa: S104 - what is tested
        url = serving.url()
        assert url.startswith("http://127.0.0.1:")
        assert ask(url, "/archive/", Host="192.168.1.5:8000").status == 200
        assert ask(url, "/archive/", Host="attacker.example").status == 403


class Slow:
    """A preview, a server and a follower in one, whose first build ends when it is told to."""

    index = None

    def __init__(self) -> None:
        self.done: SimpleQueue[tuple[str, object]] = SimpleQueue()
        self.may_end = Event()

    def build(self, changed: frozenset[str]) -> Built:
        self.done.put(("began", set(changed)))
        assert self.may_end.wait(20)
        return Built((), "/")

    def hurry(self, changed: frozenset[str]) -> bool:
        self.done.put(("hurried", set(changed)))
        return True

    def refresh(self) -> None:
        self.done.put(("refreshed", None))

    def show(self, base: str, *, are_copies_new: bool) -> None:
        self.done.put(("shown", (base, are_copies_new)))

    def follow(self, _: None) -> None: ...
    def stop(self) -> None: ...


def test_a_change_is_shown_at_once_while_the_site_is_built() -> None:
    slow = Slow()

    def said(number: int) -> list[tuple[str, object]]:
        return [slow.done.get(timeout=20) for _ in range(number)]

    with Session(slow, slow, slow, StoppableProgress()) as session:  # type: ignore[arg-type]
        session.follow(frozenset({"a"}))
        assert said(3) == [("hurried", {"a"}), ("refreshed", None), ("began", {"a"})]
        session.follow(frozenset({"b"}))
        session.follow(frozenset({"c"}))
        assert said(4) == [("hurried", {"b"}), ("refreshed", None), ("hurried", {"c"}), ("refreshed", None)]
        slow.may_end.set()
        # What the first build put in the place of both is put right before the next.
        assert said(5) == [
            ("shown", ("/", False)),
            ("hurried", {"b", "c"}),
            ("refreshed", None),
            ("began", {"b", "c"}),
            ("shown", ("/", False)),
        ]
    assert slow.done.empty()


def test_a_build_that_runs_ends_with_the_session() -> None:
    progress = StoppableProgress()
    slow = Slow()
    slow.may_end.set()
    ends: list[type[BaseException]] = []

    def build(_: frozenset[str]) -> Built:
        while True:
            try:
                progress(Step("reading"))
            except KeyboardInterrupt as error:
                ends.append(type(error))
                raise

    slow.build = build  # type: ignore[method-assign, assignment]
    with Session(slow, slow, slow, progress) as session:  # type: ignore[arg-type]
        session.follow(frozenset({"a"}))
    assert ends == [KeyboardInterrupt]


def test_what_no_build_should_raise_ends_the_session_at_the_next_change() -> None:
    slow = Slow()

    def build(_: frozenset[str]) -> Built:
        raise ZeroDivisionError

    def save_often(session: Session) -> None:
        for _ in range(1000):
            session.follow(frozenset({"a"}))
            slow.done.get(timeout=20)

    slow.build = build  # type: ignore[method-assign, assignment]
    with (
        Session(slow, slow, slow, StoppableProgress()) as session,  # type: ignore[arg-type]
        pytest.raises(ZeroDivisionError),
    ):
        save_often(session)
