/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-columns.h"

#include "import/bw-heading.h"
#include "import/bw-rmssd-columns.h"

#include <math.h>
#include <stdlib.h>

/* What an interval between two beats can last. */
#define SHORTEST_MS 200.0
#define LONGEST_MS 5000.0

static const char *const rr_words[]
    = { "rr",  "rri",  "rrs", "rrms", "rrinterval", "rrintervals", "ibi", "ibis", "nn", "nni",
        "nnis", "pp", "ppi", "ppinterval", "interbeat", "beat2beat", "hbi", NULL };
static const char *const rr_fillers[]
    = { "interval", "intervals", "int", "ms", "msec", "msecs", "millisecond", "milliseconds", "s",
        "sec", "secs", "second", "seconds", "data", "raw", "value", "values", "duration", "length",
        "heart", "beat", "beats", "series", "in", "uncorrected", "corrected", "filtered", NULL };
static const char *const rate_words[] = { "hr", "bpm", "heartrate", "pulse", NULL };
static const char *const rate_fillers[] = { "heart", "rate", "bpm", "min", "1", "beats", "per",
                                            "minute", "instantaneous", "value", NULL };
static const char *const time_words[]
    = { "time", "times", "timestamp", "datetime", "elapsed", "t", "start", "offset", "seconds",
        "clock", "zeit", "zeitstempel", "since", NULL };
static const char *const date_words[] = { "date", "day", "datum", NULL };
static const char *const time_fillers[]
    = { "ms", "msec", "milliseconds", "s", "sec", "ns", "us", "unix", "epoch", "utc", "local", "phone",
        "sensor", "from", "of", "the", "iso", "8601", "recording", "in", "stamp", "beat", "date",
        NULL };
static const char *const ms_words[]
    = { "ms", "msec", "msecs", "millisecond", "milliseconds", "rrms", NULL };
static const char *const s_words[] = { "s", "sec", "secs", "second", "seconds", NULL };

/* The words of a heading, where “R-R” and “N-N” are one. */
static char **
read_words (BwSlice heading)
{
  char **words = bw_heading_read_words (heading);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      char *last = n > 0 ? words[n - 1] : NULL;

      if (last != NULL && (g_str_equal (last, "r") || g_str_equal (last, "n"))
          && g_str_equal (last, words[i]))
        {
          words[n - 1] = g_strconcat (last, words[i], NULL);
          g_free (last);
          g_free (words[i]);
        }
      else
        words[n++] = words[i];
    }
  words[n] = NULL;
  return words;
}

/* “heart rate”, of words of which neither is enough. */
static gboolean
says_heart_rate (char **words)
{
  static const char *const heart[] = { "heart", NULL };
  static const char *const rate[] = { "rate", NULL };

  return bw_heading_has (words, heart) && bw_heading_has (words, rate)
         && bw_heading_says (words, rate, rate_fillers);
}

static gboolean
says_beat_interval (char **words)
{
  static const char *const beat[] = { "beat", "heartbeat", NULL };
  static const char *const interval[] = { "interval", "intervals", NULL };
  static const char *const fillers[]
      = { "beat", "heartbeat", "to", "inter", "ms", "msec", "s", "sec", NULL };

  return bw_heading_has (words, beat) && bw_heading_says (words, interval, fillers);
}

static void
take_unit (BwRrColumns  *self,
           char        **words)
{
  self->has_unit = TRUE;
  if (bw_heading_has (words, ms_words))
    self->unit = BW_RR_UNIT_MS;
  else if (bw_heading_has (words, s_words))
    self->unit = BW_RR_UNIT_S;
  else
    self->has_unit = FALSE;
}

/* @rates: (inout): the first column of heart rates, −1 for none so far */
static void
take_heading (BwRrColumns *self,
              int          column,
              BwSlice      heading,
              int         *rates)
{
  g_auto (GStrv) words = read_words (heading);

  if (bw_heading_says (words, rr_words, rr_fillers) || says_beat_interval (words))
    {
      if (self->rr >= 0)
        return;
      self->rr = column;
      take_unit (self, words);
    }
  else if (*rates < 0
           && (bw_heading_says (words, rate_words, rate_fillers) || says_heart_rate (words)))
    *rates = column;
  else if (self->date < 0 && bw_heading_says (words, date_words, time_fillers))
    self->date = column;
  else if (self->time < 0 && bw_heading_says (words, time_words, time_fillers))
    self->time = column;
}

static gboolean
find_headings (BwRrColumns *self,
               BwSlice      line,
               char         separator)
{
  BwSlice headings[BW_RR_MAX_COLUMNS];
  int n = MIN (bw_rr_split (line, separator, headings, BW_RR_MAX_COLUMNS), BW_RR_MAX_COLUMNS);
  int rates = -1;

  *self = (BwRrColumns) {
    .separator = separator, .rr = -1, .time = -1, .date = -1, .symbol = -1, .named = TRUE,
  };
  for (int i = 0; i < n; i++)
    take_heading (self, i, headings[i], &rates);
  if (self->rr < 0 && rates >= 0)
    {
      self->rr = rates;
      self->has_unit = TRUE;
      self->unit = BW_RR_UNIT_BPM;
    }
  /* “date” alone holds the whole time; beside it, “since start” is the better clock, but the date is
   * what tells when. */
  if (self->date >= 0 && self->time < 0)
    {
      self->time = self->date;
      self->date = -1;
    }
  return self->rr >= 0;
}

gboolean
bw_rr_columns_from_heading (BwRrColumns *self,
                            BwSlice      line)
{
  static const char separators[] = { ';', '\t', ',', BW_RR_WHOLE, BW_RR_BLANKS };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      char separator = separators[i];

      if (separator != BW_RR_WHOLE && separator != BW_RR_BLANKS
          && memchr (line.text, separator, line.length) == NULL)
        continue;
      if (find_headings (self, line, separator))
        return TRUE;
    }
  return FALSE;
}

/* --- Fields -------------------------------------------------------------------------------------- */

int
bw_rr_split (BwSlice  line,
             char     separator,
             BwSlice *fields,
             int      max)
{
  const char *s = line.text, *end = line.text + line.length;
  int n = 0;

  if (separator != BW_RR_BLANKS)
    return bw_rmssd_split (line, separator == BW_RR_WHOLE ? '\n' : separator, fields, max);
  while (TRUE)
    {
      const char *start;

      while (s < end && (*s == ' ' || *s == '\t'))
        s++;
      if (s == end)
        return n;
      for (start = s; s < end && *s != ' ' && *s != '\t';)
        s++;
      if (n < max)
        fields[n] = (BwSlice) { start, (gsize) (s - start) };
      n++;
    }
}

gboolean
bw_rr_take_field (BwSlice *rest,
                  char     separator,
                  BwSlice *field)
{
  const char *s = rest->text, *end = rest->text + rest->length, *start;

  while (s < end && (*s == separator || *s == ' ' || *s == '\t'))
    s++;
  for (start = s; s < end && *s != separator && *s != ' ' && *s != '\t';)
    s++;
  *field = (BwSlice) { start, (gsize) (s - start) };
  *rest = (BwSlice) { s, (gsize) (end - s) };
  return field->length > 0;
}

gboolean
bw_rr_parse_clock (BwSlice  text,
                   double  *ms)
{
  const char *s = text.text, *end = text.text + text.length;
  double parts[3] = { 0 }, scale = 0.1;
  int n = 0;

  /* WFDB writes times of a recording with a known start in brackets, with the day behind. */
  while (s < end && (*s == '[' || *s == ' '))
    s++;
  while (s < end && n < 3)
    {
      const char *start = s;

      for (; s < end && g_ascii_isdigit (*s) && s - start < 6; s++)
        parts[n] = parts[n] * 10 + (*s - '0');
      if (s == start)
        return FALSE;
      n++;
      if (s < end && *s == ':' && n < 3)
        s++;
      else
        break;
    }
  if (n < 2)
    return FALSE;
  if (s < end && (*s == '.' || *s == ','))
    for (s++; s < end && g_ascii_isdigit (*s); s++, scale /= 10)
      parts[n - 1] += scale * (*s - '0');
  while (s < end && (*s == ' ' || *s == ']'))
    s++;
  if (s != end || parts[n - 1] >= 61 || (n == 3 && parts[1] >= 60))
    return FALSE;
  *ms = (n == 3 ? (parts[0] * 60 + parts[1]) * 60 + parts[2] : parts[0] * 60 + parts[1]) * 1000;
  return TRUE;
}

/* --- Numbers ------------------------------------------------------------------------------------- */

static int
compare_doubles (const void *a,
                 const void *b)
{
  const double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

double
bw_rr_median (const double *values,
              guint         n)
{
  g_autofree double *sorted = g_new (double, MAX (n, 1));
  guint m = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      sorted[m++] = values[i];
  if (m == 0)
    return NAN;
  qsort (sorted, m, sizeof *sorted, compare_doubles);
  return (sorted[(m - 1) / 2] + sorted[m / 2]) / 2;
}

double
bw_rr_plausible_share (const double *values,
                       guint         n,
                       BwRrUnit      unit)
{
  guint all = 0, plausible = 0;

  for (guint i = 0; i < n; i++)
    if (isfinite (values[i]))
      {
        double ms = values[i] > 0 ? bw_rr_unit_to_ms (unit, values[i]) : 0;

        all++;
        plausible += ms >= SHORTEST_MS && ms <= LONGEST_MS;
      }
  return all > 0 ? (double) plausible / all : 0;
}
