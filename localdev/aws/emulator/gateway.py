"""Makes an imported REST API answer with the refusals that its definition brings along, as API Gateway does."""

from typing import Any

from ministack.services import apigateway_v1

RESPONSES = "x-amazon-apigateway-gateway-responses"


def correct() -> None:
    import_rest_api = apigateway_v1._import_rest_api

    def import_with_responses(definition: dict[str, Any], settings: dict[str, Any] | None = None) -> str:
        api: str = import_rest_api(definition, settings)
        for kind, response in definition.get(RESPONSES, {}).items():
            apigateway_v1._put_gateway_response(api, kind, response)
        return api

    apigateway_v1._import_rest_api = import_with_responses
