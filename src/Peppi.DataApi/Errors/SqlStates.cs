namespace Peppi.DataApi.Errors;

/// <summary>The one table from PostgreSQL's SQLSTATE to an HTTP status; a longer prefix wins over a shorter one.</summary>
public static class SqlStates
{
    private static readonly Dictionary<string, int> Table = new()
    {
        ["08"] = 503, // connection
        ["09"] = 500, // triggered action
        ["0L"] = 403, // invalid grantor
        ["0P"] = 403, // invalid role
        ["21000"] = 500, // cardinality
        ["23503"] = 409, // foreign key
        ["23505"] = 409, // unique
        ["25"] = 500, // transaction state
        ["25006"] = 405, // a read that writes
        ["28"] = 403, // authorization
        ["2D"] = 500, // transaction termination
        ["38"] = 500, // external routine
        ["39"] = 500, // external routine call
        ["3B"] = 500, // savepoint
        ["40"] = 500, // rollback
        ["42883"] = 404, // undefined function
        ["42P01"] = 404, // undefined table
        ["42P17"] = 500, // infinite recursion
        ["53"] = 503, // resources
        ["53400"] = 500, // configuration limit
        ["54"] = 500, // too complex
        ["55"] = 500, // object state
        ["57"] = 500, // operator intervention
        ["57P01"] = 503, // shutdown
        ["58"] = 500, // system
        ["F0"] = 500, // configuration file
        ["HV"] = 500, // foreign data
        ["P0"] = 500, // PL/pgSQL
        ["P0001"] = 400, // raise exception
        ["XX"] = 500, // internal
    };

    /// <summary>The status for an error of the database.</summary>
    /// <param name="sqlState">Five characters.</param>
    /// <param name="message">PostgreSQL's words: a few states mean two things.</param>
    /// <param name="signedIn">A refusal is 403 for somebody and 401 for nobody.</param>
    public static int StatusOf(string sqlState, string message, bool signedIn)
    {
        if (sqlState == "42501") return signedIn ? 403 : 401;
        if (sqlState.StartsWith("PT", StringComparison.Ordinal))
            return int.TryParse(sqlState.AsSpan(2), out var asked) && asked is >= 100 and < 1000 ? asked : 500;
        if (sqlState == "22023" && message.StartsWith("role ", StringComparison.Ordinal) && message.EndsWith("does not exist", StringComparison.Ordinal))
            return 401;
        if (sqlState == "21000" && message.EndsWith("requires a WHERE clause", StringComparison.Ordinal)) return 400;
        if (sqlState == "42883" && message.StartsWith("function xmlagg(", StringComparison.Ordinal)) return 406;
        if (Table.TryGetValue(sqlState, out var exact)) return exact;
        return sqlState.Length >= 2 && Table.TryGetValue(sqlState[..2], out var family) ? family : 400;
    }
}
