"""Whose work it is, by Gradescope's metadata."""

import json

import pytest

from convgrade.grading.metadata import Metadata, MetadataError


def metadata(*addresses):
    """Return what Gradescope tells of a submission by these authors."""
    users = [{"email": address, "id": number, "name": f"N{number}"} for number, address in enumerate(addresses)]
    return Metadata({"id": 7, "users": users})


def test_a_group_has_the_numbers_of_its_first_address():
    """It does not matter in which order Gradescope lists a group."""
    assert metadata("zoe@uni.edu", "Ada@uni.edu").student() == "ada@uni.edu"


def test_a_submission_is_called_by_number_and_authors():
    """Staff find it on Gradescope."""
    assert metadata("zoe@uni.edu", "ada@uni.edu").name() == "submission 7 by N0, N1"


@pytest.mark.parametrize(
    "text", ["{}", '{"users": []}', '{"users": 3}', '{"users": [{"email": "  "}]}', '{"users": [3]}']
)
def test_metadata_that_tell_no_address_say_so(text):
    """The numbers of nobody in particular are asked for then."""
    with pytest.raises(MetadataError):
        Metadata(json.loads(text)).student()
