using System.Security.Cryptography;
using System.Text;

namespace Peppi.WebApi.Tests.Chantier;

/// <summary>The application with webhooks set up; what they bring is read when a test says so.</summary>
public class InboxApi : PeppiApi
{
    public const string Secret = "first-secret-of-the-flow";
    public const string NextSecret = "next-secret-of-the-flow";
    public const string AppSecret = "secret-of-the-app";
    public const string VerifyToken = "token-of-the-set-up";

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["ManyChat:Secrets:0"] = Secret,
        ["ManyChat:Secrets:1"] = NextSecret,
        ["WhatsApp:AppSecrets:0"] = AppSecret,
        ["WhatsApp:VerifyToken"] = VerifyToken,
    };

    /// <summary>A delivery to ManyChat's webhook.</summary>
    public async Task<HttpResponseMessage> ManyChatAsync(string body, string? key = null, string secret = Secret, string path = "/functions/v1/manychat-webhook")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Peppi-Webhook-Secret", secret);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        return await Client().SendAsync(request);
    }

    /// <summary>A delivery to Meta's webhook, signed with <paramref name="secret"/>.</summary>
    public async Task<HttpResponseMessage> WhatsAppAsync(byte[] body, string secret = AppSecret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/functions/v1/whatsapp-webhook") { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body)));
        return await Client().SendAsync(request);
    }
}
