using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Peppi.Application.Alerts;
using Peppi.Application.Alerts.Notices;

namespace Peppi.Infrastructure.Alerts;

/// <summary>A Slack-compatible webhook: a POST of <c>{"text": …}</c>. Its address is the operator's own setting, so it may lie inside.</summary>
internal sealed class SlackChannel(IOptions<AlertsOptions> options, TimeProvider time) : IAlertChannel, IDisposable
{
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) };

    public async Task<string?> PostAsync(string text, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(options.Value.ChannelUrl, UriKind.Absolute, out var address)) return "No channel is set.";
        var body = JsonSerializer.Serialize(new { text });
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (options.Value.ChannelSecret is { Length: > 0 } secret)
        {
            var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
            var signature = Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"{at}.{body}")));
            request.Headers.Add("X-Peppi-Signature", $"t={at},v1={signature}");
        }

        try
        {
            using var answer = await client.SendAsync(request, cancellationToken);
            return answer.IsSuccessStatusCode ? null : $"The channel answered {(int)answer.StatusCode}.";
        }
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return exception.Message;
        }
    }

    public void Dispose() => client.Dispose();
}
