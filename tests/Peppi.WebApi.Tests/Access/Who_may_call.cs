using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Peppi.WebApi.Callers;

namespace Peppi.WebApi.Tests.Access;

public sealed class Who_may_call(PeppiApi api) : IClassFixture<PeppiApi>
{
    // Routes that need no key. This list only shrinks, or grows with a reason.
    private static readonly string[] Open =
    [
        "GET /health/live", "GET /health/ready", // load balancers
        "GET /auth/v1/.well-known/jwks.json", // public by nature
        "GET /auth/v1/health", // says that it is there, and nothing else
        "GET /auth/v1/verify", // the token in the link is the key; a mail cannot carry a header
        "GET /auth/v1/authorize", // refuses whoever asks
        "POST /functions/v1/manychat-webhook", "POST /edge-functions/manychat-webhook", // a secret of their own in a header
        "POST /functions/v1/whatsapp-webhook", "POST /edge-functions/whatsapp-webhook", // Meta signs the body
        "GET /functions/v1/whatsapp-webhook", "GET /edge-functions/whatsapp-webhook", // Meta's token; nothing but its challenge comes back
        "GET /storage/v1/object/sign/{bucket}/{**path}", "HEAD /storage/v1/object/sign/{bucket}/{**path}", // the signature in the link is the key
        "PUT /storage/v1/object/upload/sign/{bucket}/{**path}", // and for whoever may put one file
        "GET /storage/v1/object/public/{bucket}/{**path}", "HEAD /storage/v1/object/public/{bucket}/{**path}", // of buckets made public
        "GET /storage/v1/object/info/public/{bucket}/{**path}", "HEAD /storage/v1/object/info/public/{bucket}/{**path}", // likewise
        "GET /storage/v1/render/image/sign/{bucket}/{**path}", "HEAD /storage/v1/render/image/sign/{bucket}/{**path}", // the same two ways, for images in other sizes
        "GET /storage/v1/render/image/public/{bucket}/{**path}", "HEAD /storage/v1/render/image/public/{bucket}/{**path}", // likewise
        "OPTIONS /storage/v1/upload/resumable", "OPTIONS /storage/v1/upload/resumable/{id:guid}", // what the protocol offers, nothing of a file
        "OPTIONS /storage/v1/upload/resumable/sign", "OPTIONS /storage/v1/upload/resumable/sign/{id:guid}", // likewise
        "POST /storage/v1/upload/resumable/sign", "HEAD /storage/v1/upload/resumable/sign/{id:guid}", // the signature in the header is the key
        "PATCH /storage/v1/upload/resumable/sign/{id:guid}", "DELETE /storage/v1/upload/resumable/sign/{id:guid}", // likewise
    ];

    [Fact]
    public void Every_route_says_who_may_call_it_and_only_the_known_ones_are_open()
    {
        var routes = api.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().ToList();
        Assert.All(routes, route => Assert.NotNull(route.Metadata.GetMetadata<RouteAccess>()));

        var open = routes.Where(route => route.Metadata.GetMetadata<RouteAccess>()!.Access == Peppi.WebApi.Callers.Access.Anyone)
            .SelectMany(route => route.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {route.RoutePattern.RawText}"));
        Assert.Equal([], open.Except(Open));
    }

    [Theory]
    [InlineData("GET", "/auth/v1/user")]
    [InlineData("POST", "/auth/v1/token?grant_type=password")]
    [InlineData("POST", "/auth/v1/login")]
    [InlineData("POST", "/auth/v1/logout")]
    [InlineData("GET", "/rest/v1/projects")]
    [InlineData("POST", "/functions/v1/generate-report")]
    [InlineData("POST", "/edge-functions/send-scheduled-reports")]
    public async Task A_request_without_a_key_is_401(string method, string path)
    {
        var answer = await api.Client().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("No API key found in request", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/nothing", 404, "code", "no_such_path")]
    [InlineData("POST", "/functions/v1/nothing", 404, "code", "no_such_path")]
    [InlineData("GET", "/auth/v1/nothing", 404, "error_code", "no_such_path")]
    [InlineData("GET", "/storage/v1/nothing", 400, "code", "no_such_path")]
    [InlineData("GET", "/auth/v1/token", 405, "error_code", "method_not_allowed")]
    [InlineData("GET", "/functions/v1/generate-report", 405, "code", "method_not_allowed")]
    [InlineData("DELETE", "/health/live", 405, "code", "method_not_allowed")]
    public async Task What_no_route_answers_is_told_in_the_words_of_that_corner(string method, string path, int status, string key, string code)
    {
        var answer = await api.Anon().SendAsync(new HttpRequestMessage(new HttpMethod(method), path));
        Assert.Equal((status, code), ((int)answer.StatusCode, (string?)(await PeppiApi.JsonAsync(answer))[key]));
        if (status == 405) Assert.NotEmpty(answer.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_key_of_another_instance_is_401()
    {
        var answer = await api.Client("eyJhbGciOiJFUzI1NiIsImtpZCI6IjEifQ.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.AAAA").GetAsync("/auth/v1/user");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Contains("Invalid API key", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_alone_is_nobody_signed_in()
    {
        var answer = await api.Anon().GetAsync("/auth/v1/user");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("no_authorization", (string?)(await PeppiApi.JsonAsync(answer))["error_code"]);
    }

    [Fact]
    public async Task A_broken_token_is_403_on_auth_and_401_on_rest()
    {
        Assert.Equal(HttpStatusCode.Forbidden, (await api.Client(api.Instance.AnonKey, "broken").GetAsync("/auth/v1/user")).StatusCode);

        var rest = await api.Client(api.Instance.AnonKey, "broken").GetAsync("/rest/v1/projects");
        Assert.Equal(HttpStatusCode.Unauthorized, rest.StatusCode);
        Assert.Equal("PGRST301", (string?)(await PeppiApi.JsonAsync(rest))["code"]);
        Assert.StartsWith("Bearer", rest.Headers.WwwAuthenticate.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_that_is_not_there_is_404() =>
        Assert.Equal(HttpStatusCode.NotFound, (await api.Anon().GetAsync("/nowhere")).StatusCode);
}
