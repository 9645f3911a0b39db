"""/difficulties/: a difficulty, and the nouns under it."""

from django.urls import path

from phoihop.carry_out.escalations.views import deciding, difficulties, following, papers, reporting, triaging

app_name = "escalations"
urlpatterns = [
    path("", difficulties.index, name="list"),
    path("sheet.xlsx", difficulties.sheet, name="sheet"),
    path("awaited/", difficulties.awaited, name="awaited"),
    path("lead-times/", difficulties.times, name="times"),
    path("programmes/<int:programme>/new/", reporting.new, name="new"),
    path("<int:pk>/", difficulties.show, name="show"),
    path("<int:pk>/completion/", reporting.completion, name="completion"),
    path("<int:pk>/withdrawal/", reporting.withdrawal, name="withdrawal"),
    path("<int:pk>/return/", triaging.returning, name="return"),
    path("<int:pk>/answer/", triaging.answer, name="answer"),
    path("<int:pk>/merger/", triaging.merger, name="merger"),
    path("<int:pk>/referral/", triaging.referral, name="referral"),
    path("<int:pk>/reminder/", triaging.reminder, name="reminder"),
    path("<int:pk>/decision/", deciding.decision, name="decision"),
    path("<int:pk>/refusal/", deciding.refusal, name="refusal"),
    path("<int:pk>/question/", deciding.question, name="question"),
    path("<int:pk>/resolution/", following.resolution, name="resolution"),
    path("<int:pk>/reopening/", following.reopening, name="reopening"),
    path("<int:pk>/orders/<int:order>/", following.order, name="order"),
    path("<int:pk>/submission.pdf", papers.pdf, name="submission_pdf"),
    path("<int:pk>/submission.docx", papers.docx, name="submission_docx"),
]
