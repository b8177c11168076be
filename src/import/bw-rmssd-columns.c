/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rmssd-columns.h"

#include "import/bw-heading.h"

static const char *const rmssd_words[] = { "rmssd", NULL };
static const char *const rmssd_fillers[]
    = { "hrv",     "heart", "rate",    "variability", "ms",        "msec",  "millisecond",
        "milliseconds", "s", "sec",    "second",      "seconds",   "mean",  "average",
        "avg",     "value", "night",   "nightly",     "overnight", "daily", "raw",
        "last",    "sleep", NULL };
/* What is derived from RMSSD and is another number. */
static const char *const rmssd_others[]
    = { "ln", "log", "cv", "sd", "std", "score", "baseline", "change", "percent", "ratio", "min",
        "max", "se", "z", NULL };

static const char *const hrv_words[] = { "hrv", "variability", NULL };

#define TIME_WORDS                                                                        \
  "time", "timestamp", "datetime", "start", "starttime", "startdate", "recorded", "measured", \
      "created", "zeit", "zeitpunkt", "zeitstempel"
#define DATE_WORDS "date", "day", "datum", "tag", "dateofsleep", "calendardate"

static const char *const time_words[] = { TIME_WORDS, NULL };
static const char *const date_words[] = { DATE_WORDS, NULL };
static const char *const when_words[] = { TIME_WORDS, DATE_WORDS, NULL };
static const char *const when_fillers[]
    = { "utc",   "gmt",  "local", "at",  "of",      "the",   "measurement", "reading", "record",
        "cycle", "unix", "epoch", "ms",  "s",       "ns",    "us",          "iso",     "8601",
        "hrv",   "night", "calendar", "summary", "sleep", "rmssd", NULL };

static const char *const person_words[]
    = { "person", "subject", "participant", "user", "patient", "proband", NULL };
static const char *const person_fillers[] = { "id", "name", "code", "number", NULL };

static const char *const source_words[] = { "device", "source", "sensor", NULL };
static const char *const source_fillers[] = { "name", "model", "type", NULL };

/* How well a heading names the value: 0 not at all. */
static int
rate_value (char **words)
{
  if (bw_heading_says (words, rmssd_words, rmssd_fillers))
    return 3;
  if (bw_heading_has (words, rmssd_words))
    return bw_heading_has (words, rmssd_others) ? 0 : 2;
  return bw_heading_says (words, hrv_words, rmssd_fillers) ? 1 : 0;
}

static BwRmssdUnit
read_unit (char **words)
{
  static const char *const ms[] = { "ms", "msec", "millisecond", "milliseconds", NULL };
  static const char *const s[] = { "s", "sec", "second", "seconds", NULL };

  if (bw_heading_has (words, ms))
    return BW_RMSSD_UNIT_MS;
  return bw_heading_has (words, s) ? BW_RMSSD_UNIT_S : BW_RMSSD_UNIT_UNKNOWN;
}

static void
take_heading (BwRmssdColumns *self,
              int             column,
              BwSlice         heading,
              int            *rating)
{
  static const char *const utc_words[] = { "utc", "gmt", NULL };
  g_auto (GStrv) words = bw_heading_read_words (heading);
  int rate = rate_value (words);

  if (rate > *rating)
    {
      *rating = rate;
      self->value = column;
      self->says_hrv = rate == 1;
      self->unit = read_unit (words);
    }
  else if (rate > 0)
    return;
  else if (self->date < 0 && bw_heading_says (words, date_words, when_fillers))
    {
      self->date = column;
      if (self->time < 0)
        self->utc = bw_heading_has (words, utc_words);
    }
  /* "date time" tells both. */
  else if (self->time < 0 && bw_heading_has (words, time_words)
           && bw_heading_says (words, when_words, when_fillers))
    {
      self->time = column;
      self->utc = bw_heading_has (words, utc_words);
    }
  else if (self->person < 0 && bw_heading_says (words, person_words, person_fillers))
    self->person = column;
  else if (self->source < 0 && bw_heading_says (words, source_words, source_fillers))
    self->source = column;
}

gboolean
bw_rmssd_columns_find (BwRmssdColumns *self,
                       BwSlice         line)
{
  static const char separators[] = { ',', ';', '\t' };

  for (guint i = 0; i < G_N_ELEMENTS (separators); i++)
    {
      BwSlice headings[BW_RMSSD_MAX_COLUMNS];
      int rating = 0;

      *self = (BwRmssdColumns) {
        .separator = separators[i], .time = -1, .date = -1, .value = -1, .person = -1, .source = -1,
      };
      self->n = MIN (bw_rmssd_split (line, separators[i], headings, BW_RMSSD_MAX_COLUMNS),
                     BW_RMSSD_MAX_COLUMNS);
      for (int j = 0; j < self->n; j++)
        take_heading (self, j, headings[j], &rating);
      if (self->value >= 0 && (self->time >= 0 || self->date >= 0))
        return TRUE;
    }
  return FALSE;
}

int
bw_rmssd_split (BwSlice  line,
                char     separator,
                BwSlice *fields,
                int      max)
{
  const char *s = line.text, *end = line.text + line.length;
  int n = 0;

  while (TRUE)
    {
      const char *start, *stop;

      while (s < end && *s == ' ')
        s++;
      if (s < end && *s == '"')
        {
          start = ++s;
          /* A quote within is written twice. */
          while (s < end && (*s != '"' || (s + 1 < end && s[1] == '"')))
            s += *s == '"' ? 2 : 1;
          stop = MIN (s, end);
          while (s < end && *s != separator)
            s++;
        }
      else
        {
          start = s;
          while (s < end && *s != separator)
            s++;
          for (stop = s; stop > start && (stop[-1] == ' ' || stop[-1] == '\t'); stop--)
            continue;
        }
      if (n < max)
        fields[n] = (BwSlice) { start, (gsize) (stop - start) };
      n++;
      if (s >= end)
        return n;
      s++;
    }
}
