"""Leading a major incident: one page, one form for each thing to do."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from hypercare.accounts.roles import Permission
from hypercare.launches.access import LaunchRequest
from incidents import actions
from incidents.access import incident_access
from incidents.forms.major import UPDATE_FORMS, DeclareMajorForm, ReviewForm, RoleForm, WordsForm
from incidents.models import Incident, MajorIncident
from incidents.queries.choices import launch_choices
from incidents.queries.follow_ups import follow_ups_of
from incidents.queries.major import major_page
from incidents.views.answers import answer, at_once, posted

SEE, WORK = Permission.SEE_INCIDENTS, Permission.WORK_INCIDENTS


@require_safe
@incident_access(SEE)
def major(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Opened by whoever leads or follows; next is the update that is due. Also a panel of the incident."""
    at = timezone.now()
    page = major_page(incident, member=request.membership, at=at)
    if page is None:
        return redirect(incident)
    context = {
        "incident": incident,
        "page": page,
        "follow_ups": follow_ups_of(incident, member=request.membership, at=at),
    }
    return render(request, f"incidents/major.html{_fragment(request)}", context)


def _fragment(request: LaunchRequest) -> str:
    """What a panel asks for: the incident's, or this page's own."""
    return {"major-panel": "#panel", "major": "#whole"}.get(request.htmx.target or "", "")


@incident_access(WORK)
def declare(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Say that it is led as a major incident from now on, and by whom."""
    people = launch_choices(incident.launch_id).people
    form = DeclareMajorForm(posted(request), people=people, me=request.user.pk)
    said = "declared a major incident"
    return answer(
        request, incident, form=form, action=actions.declare_major, template="major_form", said=said
    )


@incident_access(WORK)
def role(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Hand a role over."""
    people = launch_choices(incident.launch_id).people
    form = RoleForm(posted(request), people=people, role=request.GET.get("role"), person=request.user.pk)
    return answer(request, incident, form=form, action=actions.take_role, said="role handed over")


@incident_access(WORK)
def words(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """The sentences, and where people meet."""
    said = MajorIncident.objects.filter(incident=incident).first() or MajorIncident()
    initial = {name: getattr(said, name) for name in WordsForm.base_fields}
    form = WordsForm(posted(request), initial=initial)
    return answer(request, incident, form=form, action=actions.word_major, said="words kept")


@incident_access(WORK)
def update(request: LaunchRequest, incident: Incident, audience: str) -> HttpResponse:
    """Tell an audience how it stands."""
    if audience not in UPDATE_FORMS:
        raise Http404("No such audience.")
    form = UPDATE_FORMS[audience](posted(request))
    said = "update given"
    return answer(request, incident, form=form, action=actions.give_update, template="major_form", said=said)


@require_POST
@incident_access(WORK)
def stand_down(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """It is led no longer; a review is due."""
    return at_once(request, incident, action=actions.stand_down, said="stood down; a review is due")


@incident_access(WORK)
def review(request: LaunchRequest, incident: Incident) -> HttpResponse:
    """Write down what was learnt."""
    said = MajorIncident.objects.filter(incident=incident).first() or MajorIncident()
    initial = {name: getattr(said, name) for name in ("what_happened", "causes", "lessons")}
    form = ReviewForm(posted(request), initial=initial)
    action = actions.review_major
    return answer(request, incident, form=form, action=action, template="major_form", said="review kept")
