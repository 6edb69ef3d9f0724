using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Peppi.WebApi.Tests.Auth;

/// <summary>A mail that waits to leave.</summary>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Text.</param>
public sealed partial record WaitingMail(string Subject, string Text)
{
    /// <summary>The link in it.</summary>
    public string Link => LinkPattern().Match(Text).Value;

    /// <summary>The link's token.</summary>
    public string Token => TokenPattern().Match(Text).Groups[1].Value;

    /// <summary>The six digits in it.</summary>
    public string Code => CodePattern().Match(Text).Groups[1].Value;

    [GeneratedRegex(@"https?://\S+")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"[?&]token=([^&\s]+)")]
    private static partial Regex TokenPattern();

    [GeneratedRegex(@"\b(\d{6})\s*$", RegexOptions.Multiline)]
    private static partial Regex CodePattern();
}

/// <summary>The real application where anybody may sign up, with limits that a test does not reach by accident, and every word that it logs.</summary>
public class AuthApi : PeppiApi
{
    /// <summary>A password that nobody guesses.</summary>
    public const string Password = "Kilimandjaro-5895-sentinelle";

    /// <summary>Every line that was logged, at the lowest level.</summary>
    public LogLines Log { get; } = new();

    protected override bool Demo => true;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Auth:SignUp"] = "true",
        ["Auth:SiteUrl"] = "https://app.exemple.fr/accueil",
        ["Auth:RedirectUrls:0"] = "https://*.exemple.org/retour/**",
        ["Auth:RedirectUrls:1"] = "peppi://auth",
        ["Auth:RedirectUrls:2"] = "http://localhost:3000/*",
        ["Auth:MailsPerHour"] = "200",
        ["Auth:SignInsPerMinute"] = "5000",
        ["Auth:RequestsPerMinute"] = "5000",
        ["Auth:RequestsPerMinutePerAccount"] = "5000",
        ["Auth:VerificationsPerMinute"] = "5000",
        ["Logging:LogLevel:Default"] = "Trace",
        ["Logging:LogLevel:Microsoft.EntityFrameworkCore"] = "Trace",
        ["Logging:LogLevel:Microsoft.AspNetCore"] = "Trace",
    };

    protected override void Replace(IServiceCollection services)
    {
        services.AddSingleton<ILoggerProvider>(Log);

        // What a hash costs is tested where it matters.
        services.PostConfigure<PasswordHasherOptions>(options => options.IterationCount = 5000);
    }

    /// <summary>An address that nobody has.</summary>
    public static string NewAddress() => $"p{Guid.NewGuid():N}@exemple.fr";

    /// <summary>A confirmed account with <see cref="Password"/>.</summary>
    public async Task<(string Id, string Email)> PersonAsync()
    {
        var email = NewAddress();
        var answer = await Service().PostAsJsonAsync("/auth/v1/admin/users", new { email, password = Password, email_confirm = true });
        answer.EnsureSuccessStatusCode();
        return ((await JsonAsync(answer))["id"]!.GetValue<string>(), email);
    }

    /// <summary>The last mail to an address.</summary>
    public async Task<WaitingMail> MailAsync(string to) => await FindMailAsync(to) ?? throw new InvalidOperationException($"No mail to {to}.");

    /// <summary>The last mail to an address, or null.</summary>
    public async Task<WaitingMail?> FindMailAsync(string to)
    {
        await using var connection = new NpgsqlConnection(Database.OwnerConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select subject, text from app.mail_outbox where to_address = $1 order by id desc limit 1", connection) { Parameters = { new() { Value = to } } };
        await using var reader = await command.ExecuteReaderAsync();
        return await reader.ReadAsync() ? new WaitingMail(reader.GetString(0), reader.GetString(1)) : null;
    }

    /// <summary>Opens a link of a mail as a browser does; where it leads.</summary>
    public async Task<string> OpenAsync(string link)
    {
        var answer = await Client().GetAsync(new Uri(link).PathAndQuery);
        Assert.Equal(System.Net.HttpStatusCode.SeeOther, answer.StatusCode);
        return answer.Headers.GetValues("Location").Single();
    }

    /// <summary>What a client sends and gets, with the version header that the library sends.</summary>
    public static async Task<(int Status, JsonNode? Body)> SendAsync(HttpClient client, HttpMethod method, string path, object? body = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Add("X-Supabase-Api-Version", "2024-01-01");
        var answer = await client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var json = text.Length == 0 ? null : JsonNode.Parse(text);
        if ((int)answer.StatusCode >= 400)
        {
            Assert.Equal("2024-01-01", answer.Headers.GetValues("X-Supabase-Api-Version").Single());
            Assert.Equal((string?)json!["code"], answer.Headers.GetValues("x-sb-error-code").Single());
        }

        return ((int)answer.StatusCode, json);
    }
}

/// <summary>Keeps every line that is logged.</summary>
public sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<string> lines = new();

    /// <summary>The lines so far.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        lines.Enqueue($"scope {state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Enqueue($"{formatter(state, exception)} {exception}");

    public void Dispose()
    {
    }
}
