"""/tasks/: a task, and the nouns under it."""

from django.urls import path

from phoihop.carry_out.tasks.views import duties, imports, making, parts, reports, tasks

app_name = "tasks"
urlpatterns = [
    path("", tasks.index, name="list"),
    path("sheet.xlsx", tasks.sheet, name="sheet"),
    path("programmes/<int:programme>/new/", making.new, name="new"),
    path("programmes/<int:programme>/suggestions/", making.suggestions, name="suggestions"),
    path("programmes/<int:programme>/suggestions/confirmation/", making.confirmation, name="confirmation"),
    path("programmes/<int:programme>/duties/", duties.index, name="duties"),
    path("programmes/<int:programme>/duties/new/", duties.new, name="new_duty"),
    path("programmes/<int:programme>/imports/", imports.upload, name="imports"),
    path("programmes/<int:programme>/imports/<int:pk>/", imports.preview, name="import"),
    path("programmes/<int:programme>/imports/<int:pk>/acceptance/", imports.acceptance, name="import_acceptance"),
    path("programmes/<int:programme>/imports/<int:pk>/discarding/", imports.discarding, name="import_discarding"),
    path("duties/<int:pk>/ending/", duties.ending, name="ending"),
    path("<int:pk>/", tasks.show, name="show"),
    path("<int:pk>/reminders/", tasks.reminders, name="reminders"),
    path("<int:pk>/change/", making.change, name="change"),
    path("<int:pk>/setting-aside/", making.setting_aside, name="setting_aside"),
    path("<int:pk>/cancellation/", making.cancellation, name="cancellation"),
    path("<int:pk>/parts/", parts.joining, name="joining"),
    path("<int:pk>/parts/<int:part>/release/", parts.release, name="release"),
    path("<int:pk>/parts/<int:part>/succession/", parts.succession, name="succession"),
    path("<int:pk>/parts/<int:part>/reminder/", parts.reminder, name="reminder"),
    path("<int:pk>/parts/<int:part>/evidence/", parts.hand_in, name="hand_in"),
    path("<int:pk>/parts/<int:part>/extension/", parts.more_time, name="more_time"),
    path("<int:pk>/parts/<int:part>/reports/", reports.opening, name="report_opening"),
    path("<int:pk>/evidence/<int:evidence>/", parts.evidence, name="evidence"),
    path("<int:pk>/evidence/<int:evidence>/acceptance/", parts.acceptance, name="acceptance"),
    path("<int:pk>/evidence/<int:evidence>/return/", parts.returning, name="return"),
    path("<int:pk>/evidence/<int:evidence>/taking-back/", parts.taking_back, name="taking_back"),
    path("<int:pk>/extensions/<int:extension>/", parts.extension, name="extension"),
    path("<int:pk>/extensions/<int:extension>/approval/", parts.approval, name="approval"),
    path("<int:pk>/extensions/<int:extension>/refusal/", parts.refusal, name="refusal"),
    path("<int:pk>/indicators/", reports.indicator, name="indicator"),
    path("<int:pk>/indicators/<int:indicator>/figures/", reports.figure, name="figure"),
    path("<int:pk>/reports/<int:report>/", reports.report, name="report"),
    path("<int:pk>/reports/<int:report>/submission/", reports.submission, name="submission"),
    path("<int:pk>/reports/<int:report>/acceptance/", reports.acceptance, name="report_acceptance"),
    path("<int:pk>/reports/<int:report>/return/", reports.returning, name="report_return"),
    path("<int:pk>/reports/<int:report>/skipping/", reports.skipping, name="skipping"),
]
