"""Where to publish, and with which credentials."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import keyring
import keyring.backend
import keyring.backends.fail
import keyring.backends.null
import pytest

from advisor.errors import FileAccessError, InputError
from advisor.publish import config, credentials, init, targets
from advisor.publish.config import TargetSettings

FILE = """
default = "team"
personal_data = ["email"]

[personal_patterns]
"staff number" = 'E[0-9]{6}'

[[allow]]
question = "reach"
kind = "a secret (AWS Access Key)"
reason = "from the vendor's manual"

[targets.team]
to = "mediawiki:https://wiki.example.com/api.php"
user = "Bot@advisor"
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with a configuration at its top and an assessment further down."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    keyring.set_keyring(keyring.backends.null.Keyring())  # type: ignore[no-untyped-call]
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "decisions").mkdir()
    (tmp_path / "repo" / config.FILE_NAME).write_text(FILE)
    return tmp_path / "repo" / "decisions" / "acme.yaml"


def test_the_file_is_found_above_the_assessment(project: Path) -> None:
    """One file serves a whole repository, and no folder above it is looked into."""
    found = config.find(project)
    assert found == project.parents[1] / config.FILE_NAME
    found.rename(project.parents[2] / config.FILE_NAME)
    assert config.find(project) is None


def test_the_environment_names_another_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """ADVISOR_PUBLISH_CONFIG wins."""
    monkeypatch.setenv("ADVISOR_PUBLISH_CONFIG", "/elsewhere.toml")
    assert config.find(project) == Path("/elsewhere.toml")
    with pytest.raises(FileAccessError):
        config.load(config.find(project))


def test_settings_are_read(project: Path) -> None:
    """Targets, patterns and exemptions arrive."""
    settings = config.load(config.find(project)).settings
    assert settings.targets["team"].user == "Bot@advisor"
    assert [name for name, _ in settings.guard_rules().personal] == ["email", "staff number"]
    assert settings.guard_rules().exemptions[0].question == "reach"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("default = ", "Invalid value"),
        ('[targets.a]\nto = "x"\npassword = "y"', "targets.a.password"),
        ('[targets.a]\nbranch = "--force x"', "targets.a.branch"),
        ('[[allow]]\nquestion = "a"\nkind = "b"\nreason = ""', "allow.0.reason"),
        ("default = 1\npersonal_data = 3", "personal_data"),
    ],
)
def test_mistakes_are_located(tmp_path: Path, text: str, words: str) -> None:
    """Every wrong field is named; a password in the file is refused as unknown."""
    path = tmp_path / "x.toml"
    path.write_text(text)
    with pytest.raises(InputError) as caught:
        config.load(path)
    assert words in f"{caught.value} {[str(one) for one in caught.value.problems]}"


def test_targets_by_name_by_address_and_by_default(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A configured target also lends its settings to its address."""
    found = config.load(config.find(project))
    address = "mediawiki:https://wiki.example.com/api.php"
    assert config.choose(found, None).settings.to == address
    assert config.choose(found, "team").settings.user == "Bot@advisor"
    assert config.choose(found, address).settings.user == "Bot@advisor"
    assert config.choose(found, "folder:site").settings == TargetSettings(to="folder:site")
    monkeypatch.setenv("ADVISOR_PUBLISH_TO", "folder:other")
    assert config.choose(found, None).settings.to == "folder:other"
    with pytest.raises(InputError, match="No target is called"):
        config.choose(found, "wiki")
    monkeypatch.delenv("ADVISOR_PUBLISH_TO")
    with pytest.raises(InputError, match="No target was given"):
        config.choose(config.load(None), None)


@pytest.mark.parametrize("target", ["wiki", "mediawiki:", "svn:x", "", ":x"])
def test_unknown_kinds_are_refused(target: str) -> None:
    """The error lists what there is."""
    with pytest.raises(InputError, match="Not a target") as caught:
        targets.parse(target)
    assert "confluence:https://site/wiki#SPACE" in caught.value.hint


def test_a_file_in_a_repository_cannot_send_the_token_elsewhere(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment's token goes to a host that a person named, not one found in a file."""
    monkeypatch.setenv("ADVISOR_PUBLISH_TOKEN", "t0ken")
    choice = config.choose(config.load(config.find(project)), "team")
    with pytest.raises(InputError, match="comes from a file in the repository") as caught:
        targets.connect(choice)
    assert "t0ken" not in str(caught.value)
    monkeypatch.setenv("ADVISOR_PUBLISH_HOST", "other.example.com")
    with pytest.raises(InputError, match="no credentials"):
        targets.connect(choice)
    monkeypatch.setenv("ADVISOR_PUBLISH_HOST", "wiki.example.com")
    targets.connect(choice).close()


def test_a_person_names_the_host_on_the_command_line(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An address typed by hand is trusted."""
    monkeypatch.setenv("ADVISOR_PUBLISH_TOKEN", "t0ken")
    found = config.load(config.find(project))
    choice = config.choose(found, "mediawiki:https://wiki.example.com/api.php")
    targets.connect(choice).close()


def test_netrc_is_bound_to_its_host(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only the entry of that host counts."""
    file = project.parent / "netrc"
    file.write_text("machine wiki.example.com login Bot password pw-1\n")
    file.chmod(0o600)
    monkeypatch.setenv("NETRC", str(file))
    found = credentials.find("wiki.example.com", "", trusted=False)
    assert found is not None
    assert (found.user, found.secret) == ("Bot", "pw-1")
    assert credentials.find("evil.example.com", "", trusted=False) is None


def test_a_broken_netrc_is_told_without_its_words(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The parser's message could quote a password."""
    file = project.parent / "netrc"
    file.write_text("machine wiki.example.com login Bot\npasswort pw-secret\n")
    monkeypatch.setenv("NETRC", str(file))
    with pytest.raises(InputError) as caught:
        credentials.find("wiki.example.com", "", trusted=True)
    assert "pw-secret" not in f"{caught.value!r} {caught.value.__cause__!r}"


class Ring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """Return what was kept."""
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a password."""
        self.kept[service, username] = password


def test_the_keyring_is_bound_to_its_host(project: Path) -> None:
    """What was stored for one host is found for that host alone."""
    keyring.set_keyring(Ring())
    credentials.store("wiki.example.com", "Bot", "pw-2")
    found = credentials.find("wiki.example.com", "Bot", trusted=False)
    assert found is not None
    assert found.secret == "pw-2"
    assert credentials.find("evil.example.com", "Bot", trusted=False) is None


def test_a_machine_without_keyring_says_so(project: Path) -> None:
    """Storing fails with the other ways in the hint."""
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]
    assert credentials.find("wiki.example.com", "Bot", trusted=True) is None
    with pytest.raises(InputError, match="no keyring") as caught:
        credentials.store("wiki.example.com", "Bot", "pw-3")
    assert "pw-3" not in f"{caught.value!r}{caught.value.hint}"


def test_credentials_are_never_shown() -> None:
    """No representation holds the secret."""
    one = credentials.Credentials("Bot", "pw-4")
    assert "pw-4" not in f"{one!r} {one}"
    assert one.header()["Authorization"].startswith("Basic ")
    assert credentials.Credentials("", "pw-4").header() == {"Authorization": "Bearer pw-4"}


def test_init_writes_a_file_that_loads(tmp_path: Path) -> None:
    """Whatever was typed, the file is valid, holds no credential, and is not overwritten."""
    path = tmp_path / config.FILE_NAME
    target = TargetSettings(to='folder:a"b\n[x]', index="Décisions", front_matter=False)
    init.write(path, "my wiki", target)
    loaded = config.load(path).settings
    assert loaded.targets["my wiki"] == target
    assert loaded.default == "my wiki"
    with pytest.raises(InputError, match="exists"):
        init.write(path, "other", target)


@pytest.mark.parametrize(
    ("missing", "attempt"),
    [
        ("httpx", lambda: targets.check(targets.parse("git:/srv/x.git"))),
        ("keyring", lambda: credentials.store("host", "user", "pw-5")),
    ],
)
def test_a_missing_package_is_told(
    project: Path, monkeypatch: pytest.MonkeyPatch, missing: str, attempt: Callable[[], None]
) -> None:
    """Without the `publish` extra the error says how to get it."""
    for name in [name for name in sys.modules if name.partition(".")[0] == missing]:
        monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "advisor.publish.http", raising=False)
    monkeypatch.delitem(sys.modules, "advisor.publish.git_process", raising=False)
    with pytest.raises(InputError) as caught:
        attempt()
    assert "advisor[publish]" in caught.value.hint
