"""`/api/v1`: what programs can read, as JSON, with an OpenAPI document made from the types. Nothing is stored.

It is an app of its own under the service's, so that its errors are JSON and its document is complete.
"""

from __future__ import annotations

import asyncio
from types import GenericAlias
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.exceptions import HTTPException

from adapters.web.conversation import LONGEST_QUESTION
from adapters.web.limits import AddressLimits
from adapters.web.serving import Handler, PageRoute, exported
from bot.dialogue.dialogue import MAX_POST
from bot.dialogue.naming import RefusedError, UnknownError
from bot.dialogue.reading import Readings
from bot.observing import incidents
from bot.replies.json_models import AnswerJson, AskedJson, ClaimJson, PlatformJson, TopicJson
from knowledge.dates import PartialDate
from knowledge.export import VERSION
from knowledge.records import Platform
from knowledge.schema import model_of
from knowledge.topics import Topic
from knowledge.vocabulary import Plan

PATH = "/api/v1"
MAX_BODY = 2**19
"""The longest post, even if its JSON escapes every character; the service's own limit is above it, and counts what comes in pieces."""
LONGEST_NAME = 100
FRESH_SECONDS = 300
"""Answers change some times a month, so that a copy of five minutes harms nobody."""
CLAIMS_COST, EXPORT_COST = 5, 20
"""The cost of checking a post and of an export, in answers."""
DESCRIPTION = """Can this platform use my calls for AI? Answers from curated entries, each with its sources and dates.

Reading only: nothing is stored about who asks or what is asked. Every answer names its `sources` and when it was `last_verified`; please
cite them. The knowledge is licensed under CC BY 4.0."""


class ProblemJson(BaseModel):
    """An error: what is wrong, and what to do."""

    error: str
    hint: str


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid")


Text = Annotated[str, Field(min_length=1, max_length=LONGEST_QUESTION)]
Day = Annotated[PartialDate, Field(description="A day up to today: YYYY, YYYY-MM or YYYY-MM-DD.")]


class QuestionJson(_Sent):
    """A question, with what may be set beside it; the same keys as a line of `smallprint ask --jsonl`."""

    text: Text
    context: Annotated[Text | None, Field(description="The question before this one.")] = None
    as_of: Day | None = None
    plan: Plan | None = None
    id: Annotated[str | None, Field(max_length=LONGEST_NAME, description="Given back with the answer.")] = None


class PostJson(_Sent):
    """A post, and the day on which it was written."""

    post: Annotated[str, Field(min_length=1, max_length=MAX_POST)]
    date: Day | None = None


_EXPORTED: dict[str, Any] = {
    "version": (Literal[VERSION], ...),
    "topics": (GenericAlias(list, model_of(Topic)), ...),
    "platforms": (GenericAlias(list, model_of(Platform)), ...),
}
Export = create_model("Export", __doc__="The whole base. Keys without a value are left out.", **_EXPORTED)

Named = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME, description="A slug such as `zoom`, or a name.")]
OnTopic = Annotated[str, Path(min_length=1, max_length=LONGEST_NAME, description="The id of a topic, such as `ai-training`.")]
AsOf = Annotated[PartialDate | None, Query(description="Tell what held then: YYYY, YYYY-MM or YYYY-MM-DD.")]
OfPlan = Annotated[Plan | None, Query(description="Put first what holds for this plan.")]


class ApiRoute(PageRoute):
    """A route that answers an error of ours with an id instead of the error."""

    def get_route_handler(self) -> Handler:
        """Wrap the handler."""
        handle = super().get_route_handler()

        async def handled(request: Request) -> Response:
            length = request.headers.get("content-length", "")
            if length.isdecimal() and int(length) > MAX_BODY:
                return problem(413, *_WORDS[413])
            try:
                return await handle(request)
            except (HTTPException, RequestValidationError, RefusedError):
                raise
            except Exception as error:
                incident = incidents.note("api", f"answering {request.method}", incidents.named(error), error)
                return problem(500, f"Something went wrong ({incident}).", "Try again later, and tell us this number if it stays so.")

        return handled


_router = APIRouter(route_class=ApiRoute)
_FRESH = f"public, max-age={FRESH_SECONDS}"


def _reading(request: Request) -> Readings:
    reading: Readings = request.app.state.reading
    return reading


Reading = Annotated[Readings, Depends(_reading)]


def _costs(cost: int) -> Any:  # noqa: ANN401 - as FastAPI's
    """Return what counts a request in answers, and refuses it if its address asks too much."""

    async def limit(request: Request, response: Response) -> None:
        seconds = request.app.state.limits.seconds_to_wait(request.client.host if request.client else "", cost)
        if seconds:
            raise HTTPException(429, headers={"retry-after": str(seconds)})
        if request.method == "GET":
            response.headers["cache-control"] = _FRESH

    return Depends(limit)


def _errors(*statuses: int) -> dict[int | str, dict[str, Any]]:
    return {status: {"model": ProblemJson} for status in (*statuses, 422, 429, 500)}


_POSTED = _errors(400, 413)
_UNCHANGED: dict[int | str, dict[str, Any]] = {304: {"description": "Nothing changed since the ETag that If-None-Match names"}}
_LISTED, _LOOKED_UP = _errors() | _UNCHANGED, _errors(404) | _UNCHANGED


@_router.post("/ask", dependencies=[_costs(1)], responses=_POSTED)
async def ask(question: QuestionJson, reading: Reading) -> AskedJson:
    """Answer a question in plain words."""
    return reading.ask(**dict(question))


@_router.post("/claims", dependencies=[_costs(CLAIMS_COST)], responses=_POSTED)
async def claims(post: PostJson, reading: Reading) -> list[ClaimJson]:
    """Check what a post claims, sentence by sentence."""
    return await asyncio.to_thread(reading.claims, post.post, post.date)


@_router.get("/platforms", dependencies=[_costs(1)], responses=_LISTED)
async def platforms(reading: Reading) -> list[PlatformJson]:
    """List the platforms on record."""
    return reading.platforms()


@_router.get("/topics", dependencies=[_costs(1)], responses=_LISTED)
async def topics(reading: Reading) -> list[TopicJson]:
    """List the questions that every platform is asked."""
    return reading.topics()


@_router.get("/answers/{platform}", dependencies=[_costs(1)], responses=_LOOKED_UP)
async def answers(platform: Named, reading: Reading, as_of: AsOf = None, plan: OfPlan = None) -> list[AnswerJson]:
    """Give all answers on a platform, today's or those of a day."""
    return reading.answers(platform, as_of, plan)


@_router.get("/answers/{platform}/{topic}", dependencies=[_costs(1)], responses=_LOOKED_UP)
async def answer(platform: Named, topic: OnTopic, reading: Reading, as_of: AsOf = None, plan: OfPlan = None) -> AnswerJson:
    """Give the answer on a topic of a platform, today's or that of a day."""
    return reading.answer(platform, topic, as_of, plan)


@_router.get("/history/{platform}", dependencies=[_costs(1)], responses=_LOOKED_UP)
async def history(
    platform: Named, reading: Reading, topic: Annotated[str | None, Query(min_length=1, max_length=LONGEST_NAME)] = None, as_of: AsOf = None
) -> AnswerJson:
    """Tell what changed at a platform, on a topic if one is given, up to a day if one is given."""
    return reading.history(platform, topic, as_of)


@_router.get("/export", dependencies=[_costs(EXPORT_COST)], responses=_LISTED | {200: {"model": Export}})
async def export(request: Request, reading: Reading) -> Response:
    """Give the whole base as one document."""
    return await exported(request, reading.revision, {"cache-control": _FRESH})


def api_app(reading: Readings, limits: AddressLimits, public_url: str = "") -> FastAPI:
    """Return the app; `limits` are those of all that programs read, `public_url` is where people see the service, if that is known."""
    app = FastAPI(
        title="Smallprint", version="1.0.0", description=DESCRIPTION, docs_url=None, redoc_url=None, telemetry={"tracing": False},
        license_info={"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
        generate_unique_id_function=lambda route: route.name,
        servers=[{"url": f"{public_url}{PATH}"}],
        root_path_in_servers=False,
    )  # fmt: skip
    app.add_middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["GET", "POST"],
        allow_headers=["content-type", "if-none-match"],
        expose_headers=["etag", "retry-after"],
    )
    app.add_exception_handler(HTTPException, _refused_by_http)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(RefusedError, _refused)
    app.state.reading, app.state.limits = reading, limits
    app.include_router(_router)
    return app


def problem(status: int, error: str, hint: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """Return an error as every route answers it."""
    fixed = {"cache-control": "no-store", "x-content-type-options": "nosniff"}
    return JSONResponse(ProblemJson(error=error, hint=hint).model_dump(), status, {**(headers or {}), **fixed})


_WORDS = {
    400: ("The body cannot be read.", "Send a JSON object in UTF-8."),
    404: ("There is nothing at this address.", f"{PATH}/openapi.json lists what there is."),
    405: ("This address cannot be asked in this way.", f"{PATH}/openapi.json lists the method of each address."),
    413: ("The body is too long.", f"Send at most {MAX_BODY:,} bytes, and posts of at most {MAX_POST:,} characters."),
    429: ("Too many questions at once.", "Wait for as many seconds as the header Retry-After says, then ask again."),
}


async def _refused_by_http(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as it is registered
    what, hint = _WORDS.get(error.status_code, (error.detail, f"See {PATH}/openapi.json."))
    return problem(error.status_code, what, hint, dict(error.headers or {}))


async def _refused(_request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RefusedError)  # noqa: S101 - as it is registered
    return problem(404 if isinstance(error, UnknownError) else 422, error.error, error.hint)


async def _not_valid(_request: Request, error: Exception) -> JSONResponse:
    """Say what is wrong with each value by its name; the values themselves are not given back."""
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as it is registered
    faults = [f"{'.'.join(map(str, fault['loc'][1:])) or 'body'}: {fault['msg'].removeprefix('Value error, ')}" for fault in error.errors()]
    return problem(422, "; ".join(faults), f"Correct what is named; {PATH}/openapi.json describes each value. Bodies are JSON objects.")
