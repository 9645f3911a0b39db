from django.urls import path

from phoihop.foundation.numbers.views import books, keeping

app_name = "numbers"

urlpatterns = [
    path("", books.index, name="list"),
    path("papers/", books.papers, name="papers"),
    path("papers.xlsx", books.papers_sheet, name="papers_sheet"),
    path("<int:pk>/", books.show, name="show"),
    path("<int:pk>/book.xlsx", books.sheet, name="sheet"),
    path("numbers/<int:pk>/", books.number, name="number"),
    path("reservation/", keeping.reserve, name="reserve"),
    path("numbers/<int:pk>/entry/", keeping.enter, name="enter"),
    path("numbers/<int:pk>/voiding/", keeping.void, name="void"),
    path("start/", keeping.start, name="start"),
    path("terms/", keeping.open_term, name="open_term"),
    path("terms/<int:pk>/closing/", keeping.close_term, name="close_term"),
    path("symbols/", keeping.symbol, name="symbol"),
]
