"""Addresses of the public pages, at the root of the site."""

from django.urls import path, register_converter

from chizi.fronts.public.views import files, pages, services, surveys


class CodeConverter:
    """The number of a publication: 2021-0007."""

    regex = r"[0-9]{4}-[0-9]{4,12}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class VersionConverter:
    """The number of a version, without leading zeros."""

    regex = r"[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


register_converter(CodeConverter, "publication")
register_converter(VersionConverter, "version")

app_name = "public"
urlpatterns = [
    path("", pages.home, name="home"),
    path("never/", pages.never, name="never"),
    path("survey/", surveys.enter, name="survey_code"),
    path("survey/thanks/", surveys.thanks, name="survey_thanks"),
    path("survey/<str:code>/", surveys.survey, name="survey"),
    path("service/", services.receipt, name="service"),
    path("service/thanks/", services.thanks, name="service_thanks"),
    path("service/notices/", services.notices, name="service_notices"),
    path("service/notices/<int:number>/", services.notice, name="service_notice"),
    path("publications/<publication:code>/", pages.publication, name="publication"),
    path("publications/<publication:code>/v<version:version>/", pages.publication, name="version"),
    path("publications/<publication:code>/v<version:version>/rule/", pages.rule, name="rule"),
    path("publications/<publication:code>/v<version:version>/key", files.key, name="key"),
    path("publications/<publication:code>/v<version:version>/files/<str:name>", files.part, name="file"),
]
