"""One API by itself, for tests that want nothing of the others."""

from chalice.app import AuthRequest, AuthResponse, Chalice

from chalicelib.kit.http import Api


def served(api: Api, *, name: str) -> Chalice:
    """Under /v1. Whoever calls is the user that his token names."""
    application = Chalice(app_name=name)

    @application.authorizer()
    def signed_in(request: AuthRequest) -> AuthResponse:
        return AuthResponse(routes=["*"], principal_id=request.token)

    application.register_blueprint(api.blueprint(signed_in), url_prefix="/v1")
    return application
