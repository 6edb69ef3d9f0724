using System.Reflection;
using FluentValidation;
using MediatR;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Peppi.Application.Persistence;

namespace Peppi.Architecture.Tests;

/// <summary>The laws of the house. Each takes types and gives back those that break it.</summary>
internal static class Rules
{
    /// <summary>Every law by its sentence; the tests run each on the source (no offender) and on the planted ones (exactly those).</summary>
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<ScannedType>, IEnumerable<ScannedType>>> All =
        new Dictionary<string, Func<IEnumerable<ScannedType>, IEnumerable<ScannedType>>>
        {
            ["Domain touches nothing but the base library"] = types => types.Where(type => type.IsIn("Peppi.Domain")
                && type.Touches.Types.Any(touched => !IsBaseLibrary(touched) && !In(touched, "Peppi.Domain"))),

            ["DataApi touches nothing but the base library"] = types => types.Where(type => type.IsIn("Peppi.DataApi")
                && type.Touches.Types.Any(touched => !IsBaseLibrary(touched) && !In(touched, "Peppi.DataApi"))),

            ["Application knows no driver and no front door"] = types => types.Where(type => type.IsIn("Peppi.Application")
                && type.TouchesRoom("Peppi.Infrastructure", "Peppi.WebApi", "Peppi.Admin", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Mvc")),

            ["Drivers live in Infrastructure only"] = types => types.Where(type => !type.IsIn("Peppi.Infrastructure")
                && type.TouchesRoom("Npgsql", "Quartz", "OfficeOpenXml", "System.Net.Mail", "Bogus")),

            ["Only Program names Infrastructure"] = types => types.Where(type => !type.IsIn("Peppi.Infrastructure") && type.Type.Name != "Program"
                && type.TouchesRoom("Peppi.Infrastructure")),

            ["The front doors do not know each other"] = types => types.Where(type =>
                (type.IsIn("Peppi.WebApi") && type.TouchesRoom("Peppi.Admin")) || (type.IsIn("Peppi.Admin") && type.TouchesRoom("Peppi.WebApi"))),

            ["Endpoints, pages and jobs touch no database context"] = types => types.Where(type =>
                (type.IsIn("Peppi.WebApi") || type.IsIn("Peppi.Admin") || type.IsIn("Peppi.Infrastructure.Scheduling"))
                && type.Touches.Types.Any(touched => typeof(PeppiDbContext).IsAssignableFrom(touched))),

            ["MediatR stands behind Application.Shared"] = types => types.Where(type => !type.IsIn("Peppi.Application.Shared")
                && type.Type.Name != "ApplicationServices"
                && type.Touches.Types.Any(touched => In(touched, "MediatR") && touched != typeof(IRequestHandler<,>) && touched != typeof(IRequest<>) && touched != typeof(IBaseRequest))),

            ["The accounts' login is used by the Accounts module only"] = types => types.Where(type =>
                !type.IsIn("Peppi.Application.Accounts") && !type.IsIn("Peppi.Application.Persistence") && !type.IsIn("Peppi.Infrastructure")
                && type.Touches.Types.Contains(typeof(AccountsDbContext))),

            ["Modules meet in Shared, Persistence and Contracts only"] = types => types.Where(type => ModuleOf(type.Room) is { } module
                && type.Touches.Types.Any(touched => ModuleOf(touched.Namespace ?? "") is { } other && other != module
                    && !(touched.Namespace ?? "").Split('.').Contains("Contracts"))),

            ["Time comes from TimeProvider"] = types => types.Where(type => type.Touches.Members.Any(member =>
                member is MethodInfo { IsStatic: true, Name: "get_Now" or "get_UtcNow" or "get_Today" }
                && (member.DeclaringType == typeof(DateTime) || member.DeclaringType == typeof(DateTimeOffset)))),

            ["Nothing blocks on a task"] = types => types.Where(type => type.Touches.Members.Any(member =>
                (member.Name is "get_Result" && IsTask(member.DeclaringType))
                || (member.Name is "Wait" && IsTask(member.DeclaringType)))),

            ["Raw SQL is written in Infrastructure only"] = types => types.Where(type => !type.IsIn("Peppi.Infrastructure")
                && type.Touches.Members.Any(member => member.Name is "FromSqlRaw" or "ExecuteSqlRaw" or "ExecuteSqlRawAsync" or "SqlQueryRaw" or "FromSql" or "ExecuteSql" or "ExecuteSqlAsync")),

            ["Handlers and validators are internal and sealed"] = types => types.Where(type => IsHandlerOrValidator(type.Type)
                && (type.Type.IsPublic || !type.Type.IsSealed) && !type.Type.IsAbstract),

            ["A handler has at most seven dependencies"] = types => types.Where(type => IsHandler(type.Type)
                && type.Type.GetConstructors(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance).Any(made => made.GetParameters().Length > 7)),

            ["A handler stands beside its request and carries its name"] = types => types.Where(type => IsHandler(type.Type)
                && RequestsOf(type.Type).Any(request => type.Type.Name != request.Name + "Handler" || type.Type.Namespace != request.Namespace)),

            ["A page model holds no rule: it is sealed and reaches the system through UseCases"] = types => types.Where(type =>
                typeof(PageModel).IsAssignableFrom(type.Type) && !type.Type.IsAbstract && !type.Type.IsSealed),

            ["Infrastructure shows one public type"] = types => types.Where(type => type.IsIn("Peppi.Infrastructure") && type.Type.IsPublic
                && type.Type.Name != "InfrastructureServices"),
        };

    private static bool IsBaseLibrary(Type type) => type.Namespace is null or "System"
        || type.Namespace.StartsWith("System.", StringComparison.Ordinal)
        || In(type, "Microsoft.CodeAnalysis") || In(type, "Microsoft.Win32")
        || type.Namespace.StartsWith('<');

    private static bool In(Type type, string room) =>
        type.Namespace is { } name && name.StartsWith(room, StringComparison.Ordinal) && (name.Length == room.Length || name[room.Length] == '.');

    // Peppi.Application.<Module>; what every module may use is none.
    private static string? ModuleOf(string room)
    {
        var parts = room.Split('.');
        return parts.Length > 2 && parts[0] == "Peppi" && parts[1] == "Application" && parts[2] is not ("Shared" or "Persistence") ? parts[2] : null;
    }

    private static bool IsTask(Type? type) => type is not null && typeof(Task).IsAssignableFrom(type);

    private static bool IsHandlerOrValidator(Type type) => IsHandler(type) || (!type.IsAbstract && !type.IsGenericTypeDefinition && typeof(IValidator).IsAssignableFrom(type));

    private static bool IsHandler(Type type) => !type.IsAbstract && RequestsOf(type).Any();

    private static IEnumerable<Type> RequestsOf(Type type) => type.GetInterfaces()
        .Where(contract => contract.IsGenericType && contract.GetGenericTypeDefinition() == typeof(IRequestHandler<,>))
        .Select(contract => contract.GetGenericArguments()[0]);
}
