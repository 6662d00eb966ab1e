"""Which content security policy an answer may carry beside the strict one of the settings."""

from hypercare.lib.pictures import INERT

# Route -> the policy of its view, with the reason beside it.
NARROW: dict[str, str] = {
    "incidents/<str:key>/pictures/<int:picture_id>/": INERT,  # even stricter: a stranger's bytes
    "t/<str:token>/picture/<int:picture_id>/": INERT,
}
