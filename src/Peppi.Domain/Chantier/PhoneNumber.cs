using System.Diagnostics.CodeAnalysis;

namespace Peppi.Domain.Chantier;

/// <summary>
/// A telephone number in the one form that names it everywhere (E.164). Numbers come as people write them, with or without country,
/// and some in a form that their country has given up since: Côte d'Ivoire took ten digits in 2021, Bénin in 2024, Gabon a longer
/// prefix in 2019.
/// </summary>
public static class PhoneNumber
{
    private static readonly Dictionary<string, Plan> Plans = new(StringComparer.OrdinalIgnoreCase)
    {
        // Nine digits: 6 mobile, 2 fixed.
        ["CM"] = new("237", "", digits => digits.Length == 9 && digits[0] is ('6' or '2') ? digits : null),
        ["CI"] = new("225", "", Ivorian),
        ["SN"] = new("221", "", digits => digits.Length == 9 && digits[0] is ('7' or '3') ? digits : null),
        ["MA"] = new("212", "0", digits => digits.Length == 9 && digits[0] is ('5' or '6' or '7' or '8') ? digits : null),
        ["FR"] = new("33", "0", digits => digits.Length == 9 && digits[0] is >= '1' and <= '9' ? digits : null),
        ["GA"] = new("241", "", Gabonese),

        // The zero is part of the number, abroad too.
        ["CG"] = new("242", "", digits => digits.Length == 9 && (digits.StartsWith('0') || digits.StartsWith("22", StringComparison.Ordinal)) ? digits : null),
        ["BJ"] = new("229", "", digits => digits switch
        {
            { Length: 10 } when digits.StartsWith("01", StringComparison.Ordinal) => digits,
            { Length: 8 } when digits[0] is '2' or '4' or '5' or '6' or '9' => "01" + digits,
            _ => null,
        }),
        ["TG"] = new("228", "", digits => digits.Length == 8 && digits[0] is ('2' or '7' or '9') ? digits : null),
    };

    /// <summary>The countries whose rules are known (ISO 3166).</summary>
    public static IReadOnlyCollection<string> Countries => Plans.Keys;

    /// <summary>Reads a number.</summary>
    /// <param name="text">As somebody wrote it, or as WhatsApp gives it: digits without a plus.</param>
    /// <param name="country">The country of a number that names none.</param>
    /// <param name="number">Plus, country and number, digits only.</param>
    public static bool TryParse(string? text, string country, [NotNullWhen(true)] out string? number)
    {
        number = null;
        if (text is null || text.Length > 40) return false;

        // +33 (0)6 …: the zero that is dialled at home only.
        var written = text.Replace("(0)", "", StringComparison.Ordinal);
        var digits = string.Concat(written.Where(char.IsAsciiDigit));
        if (written.Any(letter => !char.IsAsciiDigit(letter) && letter is not ('+' or ' ' or '.' or '-' or '/' or '(' or ')' or '\u00a0' or '\u202f'))) return false;
        var abroad = written.TrimStart().StartsWith('+');
        if (!abroad && digits.StartsWith("00", StringComparison.Ordinal))
        {
            abroad = true;
            digits = digits[2..];
        }

        number = abroad ? Abroad(digits, anyCountry: true) : AtHome(digits, country) ?? Abroad(digits, anyCountry: false);
        return number is not null;
    }

    private static string? AtHome(string digits, string country)
    {
        if (!Plans.TryGetValue(country, out var plan)) return null;
        if (plan.Trunk.Length > 0 && digits.StartsWith(plan.Trunk, StringComparison.Ordinal)) digits = digits[plan.Trunk.Length..];
        return plan.National(digits) is { } national ? $"+{plan.Code}{national}" : null;
    }

    private static string? Abroad(string digits, bool anyCountry)
    {
        foreach (var plan in Plans.Values)
        {
            if (!digits.StartsWith(plan.Code, StringComparison.Ordinal)) continue;
            var rest = digits[plan.Code.Length..];
            if (plan.Trunk.Length > 0 && rest.StartsWith(plan.Trunk, StringComparison.Ordinal)) rest = rest[plan.Trunk.Length..];
            return plan.National(rest) is { } national ? $"+{plan.Code}{national}" : null;
        }

        // A country whose rules are not known here: what E.164 itself asks. Without a plus the digits must be long enough to hold a country.
        return digits.Length <= 15 && digits.Length >= (anyCountry ? 8 : 11) && digits[0] != '0' ? "+" + digits : null;
    }

    // Since 31 January 2021 ten digits: the operator's prefix before the old eight.
    private static string? Ivorian(string digits) => digits switch
    {
        { Length: 10 } when digits[..2] is "01" or "05" or "07" or "21" or "25" or "27" => digits,
        { Length: 8 } when digits[0] is '2' or '3' => (digits[2] switch { '8' => "21", '0' => "25", _ => "27" }) + digits,
        { Length: 8 } => (digits[1] switch { <= '3' => "01", <= '6' => "05", _ => "07" }) + digits,
        _ => null,
    };

    // Since 2019 eight digits after the country; at home a zero stands before them. Before: seven, and the same zero.
    private static string? Gabonese(string digits)
    {
        if (digits.Length == 9 && digits[0] == '0') digits = digits[1..];
        if (digits.Length == 8 && digits[0] is ('6' or '7' or '1')) return digits;
        if (digits.Length == 8 && digits[0] == '0') digits = digits[1..];
        if (digits.Length != 7) return null;
        return digits[0] switch { '2' or '5' or '6' => "6" + digits, '4' or '7' => "7" + digits, '1' => "1" + digits, _ => null };
    }

    /// <summary>How a country numbers.</summary>
    /// <param name="Code">Its calling code.</param>
    /// <param name="Trunk">What is dialled before a number at home, and never abroad.</param>
    /// <param name="National">The number of today for the digits after that; null where it is none.</param>
    private sealed record Plan(string Code, string Trunk, Func<string, string?> National);
}
