"""/consultations/: a round, and the nouns under it."""

from django.urls import path

from phoihop.agree.consultation.views import (
    guests,
    invitations,
    opinions,
    page,
    remarks,
    responses,
    rounds,
    summaries,
    tables,
)

app_name = "consultation"
urlpatterns = [
    path("", rounds.index, name="list"),
    path("new/<int:text>/", rounds.new, name="new"),
    path("<int:pk>/", page.show, name="show"),
    path("<int:pk>/terms/", rounds.terms, name="terms"),
    path("<int:pk>/opening/", rounds.opening, name="opening"),
    path("<int:pk>/closure/", rounds.closure, name="closure"),
    path("<int:pk>/reopening/", rounds.reopening, name="reopening"),
    path("<int:pk>/settlement/", rounds.settlement, name="settlement"),
    path("<int:pk>/text-settlement/", rounds.text_settlement, name="text_settlement"),
    path("<int:pk>/next-round/", rounds.next_round, name="next_round"),
    path("<int:pk>/extension/", invitations.extension_for_all, name="extension_for_all"),
    path("<int:pk>/invitations/", invitations.index, name="invitations"),
    path("<int:pk>/invitations/<int:invitation>/withdrawal/", invitations.withdrawal, name="withdrawal"),
    path("<int:pk>/invitations/<int:invitation>/extension/", invitations.extension, name="extension"),
    path("<int:pk>/invitations/<int:invitation>/reminder/", invitations.reminder, name="reminder"),
    path("<int:pk>/invitations/<int:invitation>/link/", invitations.link, name="link"),
    path("<int:pk>/invitations/<int:invitation>/dispatch/", opinions.dispatch, name="dispatch"),
    path("<int:pk>/invitations/<int:invitation>/summary.docx", tables.summary, name="summary"),
    path("<int:pk>/summaries/", summaries.show, name="summaries"),
    path("<int:pk>/table/", tables.table, name="table"),
    path("<int:pk>/table.docx", tables.table_document, name="table_document"),
    path("<int:pk>/table.xlsx", tables.table_sheet, name="table_sheet"),
    path("<int:pk>/opinion/", opinions.opinion, name="opinion"),
    path("<int:pk>/remarks/", remarks.remarks, name="remarks"),
    path("<int:pk>/remarks/<int:remark>/", remarks.remark, name="remark"),
    path("<int:pk>/remarks/<int:remark>/removal/", remarks.removal, name="removal"),
    path("<int:pk>/remarks/<int:remark>/omission/", remarks.omission, name="omission"),
    path("<int:pk>/remarks/<int:remark>/inclusion/", remarks.inclusion, name="inclusion"),
    path("<int:pk>/remarks/<int:remark>/response/", responses.response, name="response"),
    path("<int:pk>/remarks/<int:remark>/response/change/", responses.changed_response, name="changed_response"),
    path("<int:pk>/remarks/<int:remark>/response/draft/", responses.draft, name="draft"),
]

#: Mounted by guest_urls.py under a namespace of their own.
guest_urlpatterns = [
    path("<slug:token>/", guests.show, name="show"),
    path("<slug:token>/code/", guests.code, name="code"),
    path("<slug:token>/entry/", guests.entry, name="entry"),
    path("<slug:token>/leaving/", guests.leaving, name="leaving"),
    path("<slug:token>/summary.docx", guests.summary, name="summary"),
    path("<slug:token>/text.docx", guests.text, name="text"),
    path("<slug:token>/opinion/", guests.opinion, name="opinion"),
    path("<slug:token>/remarks/", guests.add, name="remarks"),
    path("<slug:token>/remarks/<int:pk>/", guests.remark, name="remark"),
    path("<slug:token>/remarks/<int:pk>/removal/", guests.removal, name="removal"),
    path("<slug:token>/remarks/<int:pk>/omission/", guests.omission, name="omission"),
    path("<slug:token>/remarks/<int:pk>/inclusion/", guests.inclusion, name="inclusion"),
]
