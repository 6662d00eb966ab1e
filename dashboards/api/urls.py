from django.urls import path

from dashboards.api.views import KpiList

urlpatterns = [
    path("kpis/", KpiList.as_view(), name="kpis"),
]
