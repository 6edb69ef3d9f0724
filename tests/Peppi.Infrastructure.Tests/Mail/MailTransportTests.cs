using Microsoft.Extensions.Options;
using Peppi.Application.Mail.Contracts;
using Peppi.Application.Persistence;
using Peppi.Domain.Shared;
using Peppi.Infrastructure.Mail;
using Peppi.Testing;

namespace Peppi.Infrastructure.Tests.Mail;

public sealed class MailTransportTests
{
    [Fact]
    public async Task A_mail_arrives_at_a_real_server_as_it_was_written()
    {
        await using var server = await TestSmtpServer.StartAsync();
        var bytes = Enumerable.Range(0, 200_000).Select(value => (byte)(value * 7)).ToArray();

        var sent = await Smtp(server.Port).SendAsync(Mail(), [new MailAttachment("Reçu été.pdf", "application/pdf", bytes)], default);

        Assert.True(sent.Succeeded, sent.Error?.ToString());
        var mail = Assert.Single(await server.MailsAsync());
        Assert.Equal("Situation financière – 1 234 FCFA", mail.Headers["Subject"]);
        Assert.Equal("Aïssatou Njoya <a.njoya@example.cm>", mail.Headers["To"]);
        Assert.Equal("PEPPI-SNI <peppi@example.cm>", mail.Headers["From"]);
        Assert.Equal(sent.Value, mail.Headers["Message-ID"]);
        Assert.Contains("Bonjour à tous", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<h1>Été</h1>", mail.Html, StringComparison.Ordinal);
        var file = Assert.Single(mail.Attachments);
        Assert.Equal("Reçu été.pdf", file.Name);
        Assert.Equal(bytes, file.Content);
    }

    [Theory]
    [InlineData("a@example.cm\r\nBcc: b@example.cm", "n", "s")]
    [InlineData("a@example.cm", "n\nBcc: b@example.cm", "s")]
    [InlineData("a@example.cm", "n", "s\r\n\r\nbody")]
    [InlineData("a@example.cm, b@example.cm", "n", "s")]
    [InlineData("nobody", "n", "s")]
    public async Task A_value_can_write_no_header(string to, string name, string subject)
    {
        await using var server = await TestSmtpServer.StartAsync();

        var sent = await Smtp(server.Port).SendAsync(new QueuedMail { ToAddress = to, ToName = name, Subject = subject, Text = "t" }, [], default);

        Assert.Equal(ErrorKind.Invalid, sent.Error!.Kind);
        Assert.Empty(await server.MailsAsync());
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_failure_that_may_pass()
    {
        var sent = await Smtp(1).SendAsync(Mail(), [], default);

        Assert.Equal(ErrorKind.Unavailable, sent.Error!.Kind);
        Assert.Equal("mail_unavailable", sent.Error.Code);
    }

    [Fact]
    public async Task A_server_without_TLS_gets_nothing_where_TLS_was_asked_for()
    {
        await using var server = await TestSmtpServer.StartAsync();

        var sent = await new SmtpTransport(Options.Create(new MailOptions { Host = "127.0.0.1", Port = server.Port, StartTls = true, From = "peppi@example.cm" })).SendAsync(Mail(), [], default);

        Assert.Equal(ErrorKind.Unavailable, sent.Error!.Kind);
        Assert.Empty(await server.MailsAsync());
    }

    [Theory]
    [InlineData(Language.French, "Choisir mon mot de passe", "rôle « Finances »")]
    [InlineData(Language.English, "Choose my password", "the role “Finances”")]
    public void An_invitation_names_who_invites_what_for_and_until_when(Language language, string verb, string role)
    {
        var mail = new InvitationMail
        {
            ToAddress = "a@example.cm",
            ToName = "<Awa>",
            Language = language,
            InvitedBy = "Emmanuel Tchoumi",
            Role = "Finances",
            Link = "http://127.0.0.1:5081/invitation?token=a&b",
            ExpiresAt = new DateTimeOffset(2026, 11, 29, 9, 0, 0, TimeSpan.Zero),
        }.Compose();

        Assert.Contains(verb, mail.Html, StringComparison.Ordinal);
        Assert.Contains("&lt;Awa&gt;", mail.Html, StringComparison.Ordinal);
        Assert.Contains(role, mail.Text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:5081/invitation?token=a&b", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Emmanuel Tchoumi", mail.Text, StringComparison.Ordinal);
        if (Environment.GetEnvironmentVariable("PEPPI_TEST_PICTURES") is { } folder) File.WriteAllText(Path.Combine(folder, $"invitation-{language}.html"), mail.Html);
    }

    private static SmtpTransport Smtp(int port) =>
        new(Options.Create(new MailOptions { Host = "127.0.0.1", Port = port, StartTls = false, From = "peppi@example.cm", TimeoutSeconds = 10 }));

    private static QueuedMail Mail() => new()
    {
        Id = 7,
        ToAddress = "a.njoya@example.cm",
        ToName = "Aïssatou Njoya",
        Subject = "Situation financière – 1 234 FCFA",
        Text = "Bonjour à tous",
        Html = "<h1>Été</h1>",
    };
}
