using Peppi.Application.Mail.Contracts;
using Peppi.Domain.Shared;

namespace Peppi.Application.Tests.Mail;

public sealed class Mails_of_accounts
{
    public static TheoryData<AccountMailKind, Language> All
    {
        get
        {
            TheoryData<AccountMailKind, Language> all = [];
            foreach (var kind in Enum.GetValues<AccountMailKind>())
                foreach (var language in Enum.GetValues<Language>()) all.Add(kind, language);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_says_whole_sentences_in_its_language_and_carries_what_works(AccountMailKind kind, Language language)
    {
        var link = kind is AccountMailKind.Reauthentication or AccountMailKind.PasswordChanged ? null : "https://api.exemple.fr/auth/v1/verify?token=abc&type=x";
        var mail = new AccountMail
        {
            Kind = kind,
            ToAddress = "ama@exemple.fr",
            ToName = "Ama <b>",
            Language = language,
            Link = link,
            Code = kind == AccountMailKind.PasswordChanged ? null : "012345",
            NewAddress = "nouvelle@exemple.fr",
            ExpiresAt = new DateTimeOffset(2026, 3, 4, 5, 6, 0, TimeSpan.Zero),
        }.Compose();

        Assert.True(mail.Secret);
        Assert.NotEmpty(mail.Subject);
        Assert.Contains($"<html lang=\"{language.Code()}\">", mail.Html, StringComparison.Ordinal);
        Assert.Contains(language.Say("Bonjour Ama", "Hello Ama"), mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ama <b>", mail.Html, StringComparison.Ordinal);
        if (link is not null) Assert.Contains(link, mail.Text, StringComparison.Ordinal);
        if (link is not null) Assert.Contains("https://api.exemple.fr/auth/v1/verify?token=abc&amp;type=x", mail.Html, StringComparison.Ordinal);
        if (kind != AccountMailKind.PasswordChanged) Assert.Contains("012345", mail.Html, StringComparison.Ordinal);
        if (kind is AccountMailKind.NewEmail or AccountMailKind.PresentEmail) Assert.Contains("nouvelle@exemple.fr", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_kinds_have_the_same_subject()
    {
        var subjects = Enum.GetValues<AccountMailKind>().SelectMany(kind => Enum.GetValues<Language>(), (kind, language) =>
            new AccountMail { Kind = kind, Language = language, ExpiresAt = DateTimeOffset.UnixEpoch }.Compose().Subject).ToList();
        Assert.Equal(subjects.Distinct(), subjects);
    }
}
