using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Mail.Contracts;

namespace Peppi.Application.Mail;

/// <summary>What other modules may ask of this one.</summary>
internal static class MailModule
{
    public static void AddMailModule(this IServiceCollection services) => services.AddScoped<IMailFlush, MailFlush>();
}
