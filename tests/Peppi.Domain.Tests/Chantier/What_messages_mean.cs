using Peppi.Domain.Chantier;

namespace Peppi.Domain.Tests.Chantier;

public class What_messages_mean
{
    [Theory]
    [InlineData("URGENT : fuite d'eau", true)]
    [InlineData("C'est une urgence", true)]
    [InlineData("un ouvrier blessé", true)]
    [InlineData("🚨", true)]
    [InlineData("Accident sur la grue", true)]
    [InlineData("Rien d'anormal, pas urgent", false)]
    [InlineData("aucun blessé", false)]
    [InlineData("Coulage terminé", false)]
    [InlineData("insurgents", false)]
    [InlineData(null, false)]
    public void Urgent_words_are_heard_and_their_denial_too(string? text, bool urgent) => Assert.Equal(urgent, MessageWords.AreUrgent(text));

    [Fact]
    public void A_text_without_end_is_read_in_one_go() => Assert.False(MessageWords.AreUrgent(string.Concat(Enumerable.Repeat("é a ", 64 * 1024))));

    [Theory]
    [InlineData("ab🚨", 3, "ab")]
    [InlineData("ab🚨", 4, "ab🚨")]
    [InlineData("abc", 2, "ab")]
    [InlineData(null, 2, null)]
    public void A_character_is_never_cut_apart(string? text, int longest, string? cut) => Assert.Equal(cut, MessageWords.Cut(text, longest));

    [Theory]
    [InlineData("STOP", true)]
    [InlineData("Arrêt", true)]
    [InlineData(" stop. ", true)]
    [InlineData("stop la grue", false)]
    [InlineData("le béton s'arrête", false)]
    public void Stop_is_a_whole_message(string text, bool stops) => Assert.Equal(stops, MessageWords.AskToStop(text));

    [Fact]
    public void Codes_are_found_in_the_text() => Assert.Equal(["DLA-03", "x_1"], MessageWords.CodesIn("Voir #DLA-03, et #x_1 ; # rien"));

    [Theory]
    [InlineData("2026-11-20", "2026-11-20", true, 0)] // the same day
    [InlineData("2026-11-20", "2026-11-21", true, 0)] // today is not over
    [InlineData("2026-11-20", "2026-11-23", true, 1)] // Friday to Monday: Saturday
    [InlineData("2026-11-20", "2026-11-23", false, 0)]
    [InlineData("2026-11-20", "2026-11-25", true, 3)]
    [InlineData("2026-11-20", "2026-11-25", false, 2)]
    [InlineData("2025-11-20", "2026-11-19", true, 311)]
    [InlineData(null, "2026-11-18", true, 2)] // never wrote; begun on Monday the 16th
    public void Silence_is_counted_in_days_that_are_worked(string? last, string today, bool saturdays, int days) =>
        Assert.Equal(days, SiteSilence.WorkingDays(last is null ? null : DateOnly.Parse(last, null), new DateOnly(2026, 11, 16), DateOnly.Parse(today, null), saturdays));
}
