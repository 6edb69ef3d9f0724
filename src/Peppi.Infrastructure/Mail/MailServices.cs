using System.Net.Mail;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Peppi.Application.Mail.Contracts;

namespace Peppi.Infrastructure.Mail;

internal static class MailServices
{
    /// <summary>Adds the way that mail leaves: a server where one is set, else a folder.</summary>
    public static void AddMail(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MailOptions>().Bind(configuration.GetSection("Mail"))
            .Validate(options => options.Port is > 0 and < 65536, "Mail:Port is between 1 and 65535.")
            .Validate(options => MailAddress.TryCreate(options.From, out _), "Mail:From is an address.")
            .Validate(options => !options.FromName.Any(char.IsControl), "Mail:FromName is one line.")
            .Validate(options => options.TimeoutSeconds is >= 5 and <= 100, "Mail:TimeoutSeconds is between 5 and 100 (after two minutes another node would send the mail too).")
            .ValidateOnStart();
        services.AddSingleton<SmtpTransport>();
        services.AddSingleton<FolderTransport>();
        services.AddSingleton<IMailTransport>(provider => string.IsNullOrWhiteSpace(provider.GetRequiredService<IOptions<MailOptions>>().Value.Host)
            ? provider.GetRequiredService<FolderTransport>()
            : provider.GetRequiredService<SmtpTransport>());
    }
}
