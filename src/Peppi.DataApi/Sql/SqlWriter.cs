using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Peppi.DataApi.Catalog;

namespace Peppi.DataApi.Sql;

/// <summary>
/// Builds one statement. Text can only be a constant of this source code (the compiler sees to it), a name can only be the catalog's,
/// and whatever came with the request can only become a parameter.
/// </summary>
internal sealed class SqlWriter
{
    private readonly StringBuilder text = new(512);
    private readonly List<SqlValue> values = [];

    public SqlStatement ToStatement() => new(text.ToString(), values);

    public SqlWriter Add([ConstantExpected] string constant)
    {
        text.Append(constant);
        return this;
    }

    public SqlWriter Name(Identifier name)
    {
        text.Append(name.Sql);
        return this;
    }

    public SqlWriter Name(QualifiedName name)
    {
        text.Append(name.Sql);
        return this;
    }

    public SqlWriter Column(Identifier alias, Identifier name)
    {
        text.Append(alias.Sql).Append('.').Append(name.Sql);
        return this;
    }

    public SqlWriter Type(TypeName type)
    {
        text.Append(type.Sql);
        return this;
    }

    /// <summary>An expression that the database itself stores: a column's default.</summary>
    public SqlWriter Stored(Column column)
    {
        text.Append(column.Fact.Default);
        return this;
    }

    public SqlWriter Operator(Syntax.FilterOperator op)
    {
        text.Append(Syntax.Operators.Of(op).Sql);
        return this;
    }

    /// <summary>A position in the select list.</summary>
    public SqlWriter Ordinal(int position)
    {
        text.Append(CultureInfo.InvariantCulture, $"{position}");
        return this;
    }

    public SqlWriter Untyped(string value) => Value(new UntypedValue(value));

    public SqlWriter Value(SqlValue value)
    {
        values.Add(value);
        text.Append(CultureInfo.InvariantCulture, $"${values.Count}");
        return this;
    }

    public SqlWriter List<T>(IEnumerable<T> items, [ConstantExpected] string between, Action<T> write)
    {
        var first = true;
        foreach (var item in items)
        {
            if (!first) text.Append(between);
            first = false;
            write(item);
        }

        return this;
    }
}
