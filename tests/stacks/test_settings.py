"""The setting follows from answers, and says from which."""

import pytest

from advisor.model.decision import Given
from tests.stacks.shipped import Short, assessment_of, recommended

CUSTOMERS: Short = {"lifecycle": "live", "subjects": ["customers"]}


@pytest.mark.parametrize(
    ("more", "setting"),
    [
        ({"home-cloud": "aws"}, "aws-native"),
        ({"home-cloud": "azure"}, "azure"),
        ({"home-cloud": "google-cloud"}, "gcp"),
        ({"home-cloud": "several-clouds"}, "hybrid"),
        ({"home-cloud": "own-hardware"}, "vendor-neutral"),
        (
            {"home-cloud": "aws", "permission-shape": ["many-services"]},
            "aws-with-authorization-service",
        ),
        (
            {
                "home-cloud": "aws",
                "decision-place": ["token-claims"],
                "permission-shape": ["volatile"],
            },
            "aws-with-authorization-service",
        ),
        (
            {
                "home-cloud": "aws",
                "decision-place": ["application"],
                "permission-shape": ["resource-state"],
            },
            "aws-native",
        ),
        ({}, "vendor-neutral"),
    ],
)
def test_the_home_cloud_decides(more: Short, setting: str) -> None:
    """Where most of it runs picks the stack; demanding permissions refine it on AWS."""
    assert recommended(assessment_of({**CUSTOMERS, **more})).setting.id == setting


def test_the_setting_names_its_facts() -> None:
    """The reader sees which answer picked the stack."""
    setting = recommended(assessment_of({**CUSTOMERS, "home-cloud": "azure"})).setting
    assert setting.because == (Given("home-cloud", "answer", "azure"),)


def test_the_platform_says_where_home_is_while_nothing_else_does() -> None:
    """A team on Cognito that did not say where it runs is not sent to another cloud."""
    setting = recommended(assessment_of({**CUSTOMERS, "platform": "cognito"})).setting
    assert setting.id == "aws-native"
    assert setting.because == (Given("platform", "answer", "cognito"),)


def test_an_answer_outranks_the_platforms_home() -> None:
    """Cognito used from Azure gets an Azure stack around it."""
    answers: Short = {**CUSTOMERS, "platform": "cognito", "home-cloud": "azure"}
    assert recommended(assessment_of(answers)).setting.id == "azure"
