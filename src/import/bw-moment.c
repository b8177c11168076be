/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-moment.h"

#include "base/bw-time.h"

#include <math.h>

#define MAX_TEXT 64

/* A number since 1970 is one of seconds up to here, of ms up to a thousand times it, and so on; and
 * of nothing we know below the other. */
#define MAX_SECONDS 1e11
#define MIN_SECONDS 1e8

static BwSlice
strip (BwSlice text)
{
  while (text.length > 0 && g_ascii_isspace (text.text[0]))
    {
      text.text++;
      text.length--;
    }
  while (text.length > 0 && g_ascii_isspace (text.text[text.length - 1]))
    text.length--;
  return text;
}

static int
offset_of (const BwMomentRules *rules,
           gint64               time_ms)
{
  return rules->zone != NULL ? bw_time_offset (rules->zone, time_ms) : 0;
}

/* --- Numbers since 1970 ---------------------------------------------------------------------- */

static gint64
unit_of (BwPrecision precision,
         double      size)
{
  switch (precision)
    {
    case BW_PRECISION_S:
      return 1;
    case BW_PRECISION_MS:
      return 1000;
    case BW_PRECISION_US:
      return 1000 * 1000;
    case BW_PRECISION_NS:
      return 1000 * 1000 * 1000;
    case BW_PRECISION_AUTO:
    default:
      if (size < MIN_SECONDS)
        return 0;
      for (gint64 unit = 1; unit < 1000 * 1000 * 1000; unit *= 1000)
        if (size < MAX_SECONDS * (double) unit)
          return unit;
      return 1000 * 1000 * 1000;
    }
}

gboolean
bw_moment_parse_epoch (const BwMomentRules *rules,
                       BwSlice              text,
                       gint64              *time_ms,
                       int                 *offset_min)
{
  const char *s, *end;
  gboolean negative;
  guint64 whole = 0, ms;
  double fraction = 0, scale = 0.1;
  gint64 unit;

  text = strip (text);
  s = text.text;
  end = s + text.length;
  negative = s < end && *s == '-';
  s += negative;
  if (s == end || !g_ascii_isdigit (*s))
    return FALSE;
  for (; s < end && g_ascii_isdigit (*s); s++)
    {
      if (whole > (guint64) G_MAXINT64 / 10 - 1)
        return FALSE;
      whole = whole * 10 + (guint64) (*s - '0');
    }
  if (s < end && (*s == '.' || *s == ','))
    for (s++; s < end && g_ascii_isdigit (*s); s++, scale /= 10)
      fraction += scale * (*s - '0');
  if (s != end)
    return FALSE;

  unit = unit_of (rules->precision, (double) whole);
  if (unit == 0 || (double) whole >= MAX_SECONDS * (double) unit)
    return FALSE;
  if (unit == 1)
    ms = whole * 1000 + (guint64) (fraction * 1000 + 0.5);
  else
    ms = whole / (guint64) (unit / 1000);
  *time_ms = negative ? -(gint64) ms : (gint64) ms;
  *offset_min = offset_of (rules, *time_ms);
  return TRUE;
}

/* --- Dates and clock times ---------------------------------------------------------------------- */

typedef struct
{
  int year, month, day;
  char separator;
  int first, second;  /* as they stand, where the year comes last */
  gboolean year_last;
} Date;

static gboolean
take_number (const char **s,
             const char  *end,
             int          min_digits,
             int          max_digits,
             int         *value)
{
  int n = 0;

  *value = 0;
  while (*s < end && n < max_digits && g_ascii_isdigit (**s))
    {
      *value = *value * 10 + (*(*s)++ - '0');
      n++;
    }
  return n >= min_digits && (*s == end || !g_ascii_isdigit (**s));
}

static gboolean
take_one_of (const char **s,
             const char  *end,
             const char  *set,
             char        *which)
{
  if (*s == end || **s == '\0' || strchr (set, **s) == NULL)
    return FALSE;
  *which = *(*s)++;
  return TRUE;
}

/* A date at the start of the text, however its parts stand; day and month are not yet told apart. */
static gboolean
take_date (const char **s,
           const char  *end,
           Date        *date)
{
  const char *start = *s;
  char again;
  int last;

  *date = (Date) { 0 };
  if (take_number (s, end, 4, 4, &date->year))
    return take_one_of (s, end, "-/.", &date->separator)
           && take_number (s, end, 1, 2, &date->month) && take_one_of (s, end, "-/.", &again)
           && again == date->separator && take_number (s, end, 1, 2, &date->day);
  *s = start;
  if (take_number (s, end, 8, 8, &last))
    {
      date->year = last / 10000;
      date->month = last / 100 % 100;
      date->day = last % 100;
      return date->year >= 1900 && date->year < 2200;
    }
  *s = start;
  date->year_last = TRUE;
  return take_number (s, end, 1, 2, &date->first) && take_one_of (s, end, "-/.", &date->separator)
         && take_number (s, end, 1, 2, &date->second) && take_one_of (s, end, "-/.", &again)
         && again == date->separator && take_number (s, end, 4, 4, &date->year);
}

static gboolean
settle_date (Date        *date,
             BwDateOrder  order)
{
  if (!date->year_last)
    return TRUE;
  if (date->separator == '.')
    order = BW_DATE_DAY_FIRST;
  date->day = order == BW_DATE_DAY_FIRST ? date->first : date->second;
  date->month = order == BW_DATE_DAY_FIRST ? date->second : date->first;
  return order != BW_DATE_UNKNOWN;
}

static gboolean
take_word (const char **s,
           const char  *end,
           const char  *word)
{
  gsize n = strlen (word);

  while (*s < end && **s == ' ')
    (*s)++;
  if ((gsize) (end - *s) < n || g_ascii_strncasecmp (*s, word, n) != 0)
    return FALSE;
  *s += n;
  return TRUE;
}

/* A time of day at the start of the text, with AM or PM, in ms. */
static gboolean
take_clock (const char **s,
            const char  *end,
            gint64      *ms)
{
  int hour, minute, second = 0;
  char colon;
  double fraction = 0, scale = 100;

  if (!take_number (s, end, 1, 2, &hour) || !take_one_of (s, end, ":", &colon)
      || !take_number (s, end, 2, 2, &minute))
    return FALSE;
  if (*s < end && **s == ':')
    {
      (*s)++;
      if (!take_number (s, end, 2, 2, &second))
        return FALSE;
      if (*s + 1 < end && (**s == '.' || **s == ',') && g_ascii_isdigit ((*s)[1]))
        for ((*s)++; *s < end && g_ascii_isdigit (**s); (*s)++, scale /= 10)
          fraction += scale * (**s - '0');
    }
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;
  if (take_word (s, end, "AM"))
    {
      if (hour < 1 || hour > 12)
        return FALSE;
      hour %= 12;
    }
  else if (take_word (s, end, "PM"))
    {
      if (hour < 1 || hour > 12)
        return FALSE;
      hour = hour % 12 + 12;
    }
  *ms = hour * BW_TIME_HOUR + minute * BW_TIME_MINUTE + second * BW_TIME_SECOND
        + (gint64) floor (fraction + 1e-6);
  return TRUE;
}

/* What stands behind a clock time. @known: whether it is an offset or UTC, and not nothing. */
static gboolean
take_zone (const char *s,
           const char *end,
           gboolean   *known,
           int        *offset_min)
{
  char digits[16];
  gint64 unused;
  gsize n;
  int length;

  *known = TRUE;
  *offset_min = 0;
  if (s == end)
    {
      *known = FALSE;
      return TRUE;
    }
  if (take_word (&s, end, "UTC") || take_word (&s, end, "GMT"))
    return s == end;
  while (s < end && *s == ' ')
    s++;
  n = (gsize) (end - s);
  if (n == 1 && *s == 'z')
    return TRUE;
  if (n == 0 || n > 6)
    return FALSE;
  /* The parser of times knows offsets; it is given one behind a time of no account. */
  length = g_snprintf (digits, sizeof digits, "%.*s", (int) n, s);
  {
    g_autofree char *whole = g_strconcat ("2000-01-01 00:00", digits, NULL);

    return bw_time_parse (whole, 16 + (gsize) length, &unused, offset_min);
  }
}

BwMomentSort
bw_moment_parse (const BwMomentRules *rules,
                 BwSlice              text,
                 gint64              *time_ms,
                 int                 *offset_min)
{
  const char *s, *end;
  gboolean known;
  gint64 local_ms, clock_ms;
  Date date;
  char day[16];

  text = strip (text);
  if (text.length == 0 || text.length > MAX_TEXT)
    return BW_MOMENT_NONE;
  s = text.text;
  end = s + text.length;
  if (!take_date (&s, end, &date))
    return bw_moment_parse_epoch (rules, text, time_ms, offset_min) ? BW_MOMENT_INSTANT
                                                                    : BW_MOMENT_NONE;
  if (!settle_date (&date, rules->order))
    return BW_MOMENT_NONE;
  g_snprintf (day, sizeof day, "%04d-%02d-%02d", date.year, date.month, date.day);
  if (!bw_time_parse_day (day, &local_ms))
    return BW_MOMENT_NONE;
  local_ms *= BW_TIME_DAY;

  if (s == end)
    {
      local_ms += BW_MOMENT_NIGHT_HOUR * BW_TIME_HOUR;
      *time_ms = rules->zone != NULL ? bw_time_from_local (rules->zone, local_ms) : local_ms;
      *offset_min = offset_of (rules, *time_ms);
      return BW_MOMENT_DAY;
    }
  if (*s == 'T' || *s == 't')
    s++;
  else
    while (s < end && (*s == ' ' || *s == ','))
      s++;
  if (!take_clock (&s, end, &clock_ms) || !take_zone (s, end, &known, offset_min))
    return BW_MOMENT_NONE;
  local_ms += clock_ms;
  if (known)
    *time_ms = local_ms - *offset_min * BW_TIME_MINUTE;
  else
    {
      *time_ms = rules->zone != NULL ? bw_time_from_local (rules->zone, local_ms) : local_ms;
      *offset_min = offset_of (rules, *time_ms);
    }
  return BW_MOMENT_INSTANT;
}

BwDateOrder
bw_moment_find_order (BwSlice text)
{
  const char *s;
  Date date;

  text = strip (text);
  s = text.text;
  if (!take_date (&s, s + text.length, &date) || !date.year_last)
    return BW_DATE_UNKNOWN;
  if (date.separator == '.' || date.first > 12)
    return BW_DATE_DAY_FIRST;
  return date.second > 12 ? BW_DATE_MONTH_FIRST : BW_DATE_UNKNOWN;
}

gboolean
bw_moment_is_clock (BwSlice text)
{
  const char *s, *end;
  gint64 unused;

  text = strip (text);
  s = text.text;
  end = s + text.length;
  return take_clock (&s, end, &unused) && s == end;
}
