from django.urls import path

from dashboards.views import week

app_name = "dashboards"

urlpatterns = [
    path("launches/<str:key>/", week.week, name="week"),
    path("launches/<str:key>/rows/", week.rows, name="rows"),
]
