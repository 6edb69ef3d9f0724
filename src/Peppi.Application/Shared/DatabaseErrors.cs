using System.Data.Common;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Peppi.Domain.Shared;

namespace Peppi.Application.Shared;

/// <summary>
/// Turns what PostgreSQL refuses by design (a right, a constraint, a guard) into a failure; everything else stays an exception.
/// Codes are SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
/// </summary>
internal static class DatabaseErrors
{
    /// <summary>The failure that <paramref name="exception"/> stands for, or null where it is a bug or an outage.</summary>
    public static Error? From(Exception exception) => exception switch
    {
        DbUpdateConcurrencyException => new Error(ErrorKind.Conflict, "changed_meanwhile",
            "Somebody else changed this meanwhile, or you may no longer change it.", Hint: "Load it again and repeat your change."),
        DbUpdateException { InnerException: DbException inner } => From(inner),
        DbException { SqlState: "42501" } => SharedErrors.Forbidden(),
        DbException { SqlState: "23505" } taken when IsAddress(taken) => AddressTaken,
        DbException { SqlState: "23505" } => new Error(ErrorKind.Conflict, "23505", "There is already one like this."),
        DbException { SqlState: "23503" } => new Error(ErrorKind.Conflict, "23503", "Something else refers to this, or it refers to something that is not there."),
        DbException { SqlState: "23514" } => new Error(ErrorKind.Invalid, "23514", "A value is outside of what is allowed."),
        DbException { SqlState: "22003" } => new Error(ErrorKind.Invalid, "22003", "A number is larger than what can be kept."),
        DbException { SqlState: "23502" } => new Error(ErrorKind.Invalid, "23502", "A required value is missing."),
        // Its guard speaks first; this is for a way past the guard.
        DbException { SqlState: "23P01" } held when held.Message.Contains("\"reservations_no_double_booking\"", StringComparison.Ordinal) => new Error(ErrorKind.Conflict, "unit_already_reserved", "The unit is already reserved or sold."),
        // P0001 is our own "raise exception": its text is written for people.
        DbException { SqlState: "P0001" } refusal => new Error(ErrorKind.Conflict, "P0001", Text(refusal)),
        // Laws that need more than a sentence write their whole answer, as PostgREST's clients read it.
        DbException { SqlState: "PGRST" } refusal => Written(refusal),
        _ => null,
    };

    // Two who ask for the same address at the same instant: the index decides, and says its own name.
    private static readonly Error AddressTaken = new(ErrorKind.Conflict, "email_exists", "A user with this email address has already been registered")
    {
        Fields = [new FieldError("Email", "A user with this email address has already been registered")],
    };

    private static bool IsAddress(DbException refusal) => AddressIndexes.Any(index => refusal.Message.Contains(index, StringComparison.Ordinal));

    private static readonly string[] AddressIndexes = ["\"ix_users_email\"", "\"ix_users_normalized_email\"", "\"email_index\"", "\"user_name_index\""];

    private static Error? Written(DbException refusal)
    {
        var text = refusal.Message["PGRST: ".Length..].Split('\n')[0];
        try
        {
            using var said = JsonDocument.Parse(text);
            string? Part(string name) => said.RootElement.TryGetProperty(name, out var part) ? part.GetString() : null;
            return Part("code") is { } code ? new Error(ErrorKind.Conflict, code, Part("message") ?? code, Part("details"), Part("hint")) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Npgsql prefixes the message with its SQLSTATE ("P0001: …") and appends the details on lines of their own.
    private static string Text(DbException refusal) =>
        refusal.Message.StartsWith(refusal.SqlState + ": ", StringComparison.Ordinal) ? refusal.Message[7..].Split('\n')[0] : refusal.Message;
}
