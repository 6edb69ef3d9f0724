using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Peppi.Application.Accounts;
using Peppi.Application.Alerts;
using Peppi.Application.Audit;
using Peppi.Application.Chantier;
using Peppi.Application.Commercial;
using Peppi.Application.Data;
using Peppi.Application.Files;
using Peppi.Application.Finance;
using Peppi.Application.Mail;
using Peppi.Application.Persistence;
using Peppi.Application.Reports;
using Peppi.Application.Shared;
using Peppi.Application.Supply;
using Peppi.Application.Webhooks;
using Peppi.DataApi;

namespace Peppi.Application;

/// <summary>Registers every use case of this assembly and the pipeline around them.</summary>
public static class ApplicationServices
{
    /// <summary>Adds the use cases. The order of the behaviours is their nesting, outermost first.</summary>
    public static IServiceCollection AddPeppiApplication(this IServiceCollection services)
    {
        services.AddScoped<CallerContext>();
        services.AddSingleton<CallerScopes>();
        services.AddScoped<ServiceFactory>(provider => provider.GetService!);
        services.AddScoped<IMediator, Mediator>();
        services.AddScoped<UseCases>();

        // Lazy: a data API request never needs the context, and making one costs more than the rest of its pipeline.
        services.AddScoped(provider => new Lazy<PeppiDbContext>(provider.GetRequiredService<PeppiDbContext>));
        services.AddAccounts();
        services.AddSingleton<IWriteRules, ModuleWriteRules>();
        services.AddSingleton<IRowScopes, ReadScopes>();
        services.AddSingleton<Changes.ListenerRests>();
        services.AddAlertsModule();
        services.AddAuditModule();
        services.AddChantierModule();
        services.AddFilesModule();
        services.AddMailModule();
        services.AddReportsModule();
        services.AddFinanceModule();
        services.AddSupplyModule();
        services.AddWebhooksModule();
        services.AddCommercialModule();
        RuleWords.NameColumnsInMessages();
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(LoggingBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(ValidationBehavior<,>));
        services.AddTransient(typeof(IPipelineBehavior<,>), typeof(TransactionBehavior<,>));

        foreach (var type in Assembly.GetExecutingAssembly().GetTypes().Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false }))
        {
            if (typeof(ITableRules).IsAssignableFrom(type)) services.AddSingleton(typeof(ITableRules), type);
            foreach (var contract in type.GetInterfaces().Where(contract => contract.IsGenericType))
            {
                var definition = contract.GetGenericTypeDefinition();
                if (definition == typeof(IRequestHandler<,>)) services.AddScoped(contract, type);

                // A validator builds its rules once: as a singleton it costs a third of a transient one.
                else if (definition == typeof(IValidator<>)) services.AddSingleton(contract, type);
            }
        }

        return services;
    }
}
