from django.urls import path

from phoihop.agree.drafting.views import format, imports, library, nodes, texts, versions

app_name = "drafting"
urlpatterns = [
    path("for/<int:framework>/", texts.begin, name="begin"),
    path("for/<int:framework>/document/", texts.begin_with_document, name="begin_with_document"),
    path("<int:pk>/", texts.show, name="show"),
    path("<int:pk>/title/", texts.title, name="title"),
    path("<int:pk>/history/", texts.history, name="history"),
    path("<int:pk>/undoing/", texts.undoing, name="undoing"),
    path("<int:pk>/history/<int:seq>/undoing/", texts.undoing, name="undoing_one"),
    path("<int:pk>/redoing/", texts.redoing, name="redoing"),
    path("<int:pk>/numbering/", texts.numbering, name="numbering"),
    path("<int:pk>/nodes/new/", nodes.add, name="add"),
    path("<int:pk>/nodes/<slug:key>/", nodes.node, name="node"),
    path("<int:pk>/nodes/<slug:key>/removal/", nodes.removal, name="removal"),
    path("<int:pk>/nodes/<slug:key>/place/", nodes.place, name="place"),
    path("<int:pk>/nodes/<slug:key>/split/", nodes.split, name="split"),
    path("<int:pk>/nodes/<slug:key>/junction/", nodes.junction, name="junction"),
    path("<int:pk>/nodes/<slug:key>/audience/", nodes.audience, name="audience"),
    path("<int:pk>/nodes/<slug:key>/english/", nodes.english, name="english"),
    path("<int:pk>/nodes/<slug:key>/library/", library.keep, name="keep"),
    path("<int:pk>/library/", library.library, name="library"),
    path("<int:pk>/versions/", texts.versions, name="versions"),
    path("<int:pk>/versions/<int:version>/", versions.version, name="version"),
    path("<int:pk>/versions/<int:version>/document.docx", versions.document, name="document"),
    path("<int:pk>/versions/<int:version>/content.json", versions.content, name="content"),
    path("<int:pk>/comparison/", versions.comparison, name="comparison"),
    path("<int:pk>/format/", format.check, name="format"),
    path("<int:pk>/import/", imports.upload, name="upload"),
    path("<int:pk>/imports/<int:preview>/", imports.preview, name="preview"),
    path("<int:pk>/imports/<int:preview>/corrections/", imports.corrections, name="corrections"),
    path("<int:pk>/imports/<int:preview>/acceptance/", imports.acceptance, name="acceptance"),
    path("<int:pk>/imports/<int:preview>/discarding/", imports.discarding, name="discarding"),
]
