using Peppi.Application.Chantier.Inbox;
using Peppi.Application.Shared;
using Peppi.WebApi.Callers;
using Peppi.WebApi.Wire;

namespace Peppi.WebApi.Functions;

/// <summary>
/// The doors that field messages come in by: <c>manychat-webhook</c> and Meta's <c>whatsapp-webhook</c>. Each keeps what came and
/// answers; a worker reads it.
/// </summary>
internal static class WebhookEndpoints
{
    /// <summary>"Go on, and send the person nothing", in ManyChat's words.</summary>
    private static readonly byte[] NothingToSay = """{"version":"v2","content":{"type":"whatsapp","messages":[],"actions":[],"quick_replies":[]}}"""u8.ToArray();

    // What helps to understand a delivery later; no secret, no cookie.
    private static readonly string[] KeptHeaders = ["Content-Type", "User-Agent", "X-Request-Id"];

    /// <summary><c>POST …/manychat-webhook</c>.</summary>
    public static async Task ManyChatAsync(HttpContext http, UseCases useCases, CallerContext caller)
    {
        if (await BodyAsync(http) is not { } body)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, WebhookErrors.TooLarge);
            return;
        }

        var outcome = await useCases.SendAsync(new ReceiveManyChat
        {
            Secret = http.Request.Headers["X-Peppi-Webhook-Secret"],
            IpAddress = caller.Current.IpAddress,
            IdempotencyKey = http.Request.Headers["Idempotency-Key"],
            Headers = KeptHeaders.Where(http.Request.Headers.ContainsKey).ToDictionary(name => name.ToLowerInvariant(), name => http.Request.Headers[name].ToString()),
            Body = body,
        }, http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, outcome.Error);
            return;
        }

        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = NothingToSay.Length;
        await http.Response.Body.WriteAsync(NothingToSay, http.RequestAborted);
    }

    /// <summary><c>GET …/whatsapp-webhook</c>: Meta's question when the webhook is set up.</summary>
    public static async Task ChallengeAsync(HttpContext http, UseCases useCases)
    {
        var query = http.Request.Query;
        var outcome = await useCases.SendAsync(new ConfirmWhatsApp(query["hub.mode"], query["hub.verify_token"], query["hub.challenge"]), http.RequestAborted);
        if (!outcome.Succeeded)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, outcome.Error);
            return;
        }

        // Its own words come back as plain text: no browser may take them for a page.
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.WriteAsync(outcome.Value, http.RequestAborted);
    }

    /// <summary><c>POST …/whatsapp-webhook</c>: Meta's deliveries.</summary>
    public static async Task WhatsAppAsync(HttpContext http, UseCases useCases)
    {
        if (await BodyAsync(http, WebhookErrors.LargestMetaBody) is not { } body)
        {
            await ErrorRenderer.WriteAsync(http, Dialect.Problem, WebhookErrors.TooLarge);
            return;
        }

        var outcome = await useCases.SendAsync(new ReceiveWhatsApp(http.Request.Headers["X-Hub-Signature-256"], body), http.RequestAborted);
        if (!outcome.Succeeded) await ErrorRenderer.WriteAsync(http, Dialect.Problem, outcome.Error);
    }

    // Null where it is too large.
    private static async Task<ReadOnlyMemory<byte>?> BodyAsync(HttpContext http, int largest = WebhookErrors.LargestBody)
    {
        if (http.Request.ContentLength > largest) return null;
        // As much as has come, not as much as was announced: an announcement costs its sender nothing.
        using var copy = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        try
        {
            while ((read = await http.Request.Body.ReadAsync(buffer, http.RequestAborted)) > 0)
            {
                copy.Write(buffer, 0, read);
                if (copy.Length > largest) return null;
            }
        }
        catch (BadHttpRequestException exception)
        {
            // The sender broke off in the midst: nobody waits for an answer, and half a message is none.
            http.Abort();
            throw new OperationCanceledException("The sender broke off.", exception, http.RequestAborted);
        }

        return copy.GetBuffer().AsMemory(0, (int)copy.Length);
    }
}
