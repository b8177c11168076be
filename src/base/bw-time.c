/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/bw-time.h"

#include <langinfo.h>
#include <string.h>

/* No civil clock has ever been farther from UTC than this. */
#define MAX_OFFSET_MIN (18 * 60)

static gint64
floor_div (gint64 a,
           gint64 b)
{
  return a / b - (a % b < 0);
}

/* Howard Hinnant, "chrono-compatible low-level date algorithms". */
gint64
bw_time_days_from_civil (int year,
                         int month,
                         int day)
{
  gint64 y = year - (month <= 2);
  gint64 era = floor_div (y, 400);
  gint64 yoe = y - era * 400;
  gint64 doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

  return era * 146097 + doe - 719468;
}

void
bw_time_civil_from_days (gint64  days,
                         int    *year,
                         int    *month,
                         int    *day)
{
  gint64 z = days + 719468;
  gint64 era = floor_div (z, 146097);
  gint64 doe = z - era * 146097;
  gint64 yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  gint64 doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  gint64 mp = (5 * doy + 2) / 153;

  *day = (int) (doy - (153 * mp + 2) / 5 + 1);
  *month = (int) (mp < 10 ? mp + 3 : mp - 9);
  *year = (int) (yoe + era * 400 + (*month <= 2));
}

int
bw_time_weekday_from_days (gint64 days)
{
  gint64 d = (days + 3) % 7;

  return (int) (d < 0 ? d + 7 : d) + 1;
}

int
bw_time_first_weekday (void)
{
#ifdef __GLIBC__
  /* It counts from a day that it gives as a number in the place of a string: a Sunday, or a
   * Monday. */
  const int monday = 19971201;
  int first = *nl_langinfo (_NL_TIME_FIRST_WEEKDAY) - 1;
  int base = GPOINTER_TO_INT (nl_langinfo (_NL_TIME_WEEK_1STDAY)) == monday ? 1 : 7;

  return (base + first + 6) % 7 + 1;
#else
  return 1;
#endif
}

/* Reads exactly @n digits at *@p. */
static gboolean
take_digits (const char **p,
             const char  *end,
             int          n,
             int         *value)
{
  int v = 0;

  if (end - *p < n)
    return FALSE;
  for (int i = 0; i < n; i++)
    {
      char c = (*p)[i];

      if (c < '0' || c > '9')
        return FALSE;
      v = v * 10 + (c - '0');
    }
  *p += n;
  *value = v;
  return TRUE;
}

static gboolean
take_char (const char **p,
           const char  *end,
           char         c)
{
  if (*p == end || **p != c)
    return FALSE;
  (*p)++;
  return TRUE;
}

static int
days_in_month (int year,
               int month)
{
  static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  gboolean leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

  return days[month - 1] + (month == 2 && leap);
}

static gboolean
take_date (const char **p,
           const char  *end,
           gint64      *days)
{
  int year, month, day;

  if (!take_digits (p, end, 4, &year) || !take_char (p, end, '-')
      || !take_digits (p, end, 2, &month) || !take_char (p, end, '-')
      || !take_digits (p, end, 2, &day))
    return FALSE;
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > days_in_month (year, month))
    return FALSE;

  *days = bw_time_days_from_civil (year, month, day);
  return TRUE;
}

/* `+01:00`, `+0100`, `+01` or `Z`. */
static gboolean
take_offset (const char **p,
             const char  *end,
             int         *offset_min)
{
  int sign, hours, minutes = 0;

  if (take_char (p, end, 'Z'))
    {
      *offset_min = 0;
      return TRUE;
    }
  if (take_char (p, end, '+'))
    sign = 1;
  else if (take_char (p, end, '-'))
    sign = -1;
  else
    return FALSE;

  if (!take_digits (p, end, 2, &hours))
    return FALSE;
  if (*p != end)
    {
      take_char (p, end, ':');
      if (!take_digits (p, end, 2, &minutes))
        return FALSE;
    }
  if (minutes > 59 || hours * 60 + minutes > MAX_OFFSET_MIN)
    return FALSE;
  *offset_min = sign * (hours * 60 + minutes);
  return TRUE;
}

gboolean
bw_time_parse (const char *text,
               gsize       length,
               gint64     *time_ms,
               int        *offset_min)
{
  const char *p = text, *end = text + length;
  gint64 days;
  int hour, minute, second = 0, ms = 0, offset = 0;

  if (!take_date (&p, end, &days))
    return FALSE;
  if (!take_char (&p, end, ' ') && !take_char (&p, end, 'T'))
    return FALSE;
  if (!take_digits (&p, end, 2, &hour) || !take_char (&p, end, ':')
      || !take_digits (&p, end, 2, &minute))
    return FALSE;
  if (take_char (&p, end, ':'))
    {
      if (!take_digits (&p, end, 2, &second))
        return FALSE;
      if (take_char (&p, end, '.') || take_char (&p, end, ','))
        {
          int scale = 100;

          if (p == end || !g_ascii_isdigit (*p))
            return FALSE;
          for (; p < end && g_ascii_isdigit (*p); p++, scale /= 10)
            ms += (*p - '0') * scale;
        }
    }
  if (hour > 23 || minute > 59 || second > 60)
    return FALSE;

  if (p < end)
    {
      take_char (&p, end, ' ');
      if (!take_offset (&p, end, &offset) || p != end)
        return FALSE;
    }

  *time_ms = days * BW_TIME_DAY + hour * BW_TIME_HOUR + (minute - offset) * BW_TIME_MINUTE
             + second * BW_TIME_SECOND + ms;
  if (offset_min != NULL)
    *offset_min = offset;
  return TRUE;
}

gboolean
bw_time_parse_day (const char *text,
                   gint64     *days)
{
  const char *p = text, *end = text + strlen (text);

  return take_date (&p, end, days) && p == end;
}

/* A number in @n digits. Returns: what comes after them */
static char *
put_digits (char  *at,
            guint  number,
            guint  n)
{
  for (guint i = n; i-- > 0; number /= 10)
    at[i] = (char) ('0' + number % 10);
  return at + n;
}

/* By hand, as a table may have millions of them. */
gsize
bw_time_write (char   *buffer,
               gint64  time_ms,
               int     offset_min)
{
  gint64 local = bw_time_add (time_ms, offset_min * BW_TIME_MINUTE);
  gint64 days = floor_div (local, BW_TIME_DAY);
  guint rest = (guint) ((local % BW_TIME_DAY + BW_TIME_DAY) % BW_TIME_DAY);
  guint offset = offset_min < 0 ? -(guint) offset_min : (guint) offset_min;
  int year, month, day;
  char *at = buffer;

  bw_time_civil_from_days (days, &year, &month, &day);
  if (year >= 0 && year <= 9999)
    at = put_digits (at, (guint) year, 4);
  else
    at += g_snprintf (at, 16, "%04d", year);
  *at++ = '-';
  at = put_digits (at, (guint) month, 2);
  *at++ = '-';
  at = put_digits (at, (guint) day, 2);
  *at++ = 'T';
  at = put_digits (at, rest / 3600000, 2);
  *at++ = ':';
  at = put_digits (at, rest / 60000 % 60, 2);
  *at++ = ':';
  at = put_digits (at, rest / 1000 % 60, 2);
  if (rest % 1000 != 0)
    {
      *at++ = '.';
      at = put_digits (at, rest % 1000, 3);
    }
  *at++ = offset_min < 0 ? '-' : '+';
  at = put_digits (at, offset / 60 % 100, 2);
  *at++ = ':';
  at = put_digits (at, offset % 60, 2);
  *at = '\0';
  return (gsize) (at - buffer);
}

char *
bw_time_format (gint64 time_ms,
                int    offset_min)
{
  char buffer[BW_TIME_BUFFER_SIZE];

  bw_time_write (buffer, time_ms, offset_min);
  return g_strdup (buffer);
}

char *
bw_time_format_day (gint64 days)
{
  int year, month, day;

  bw_time_civil_from_days (days, &year, &month, &day);
  return g_strdup_printf ("%04d-%02d-%02d", year, month, day);
}

gint64
bw_time_add (gint64 time_ms,
             gint64 by_ms)
{
  if (by_ms > 0)
    return time_ms > G_MAXINT64 - by_ms ? G_MAXINT64 : time_ms + by_ms;
  return time_ms < G_MININT64 - by_ms ? G_MININT64 : time_ms + by_ms;
}

int
bw_time_offset (GTimeZone *zone,
                gint64     time_ms)
{
  int interval = g_time_zone_find_interval (zone, G_TIME_TYPE_UNIVERSAL,
                                            floor_div (time_ms, BW_TIME_SECOND));

  return interval < 0 ? 0 : g_time_zone_get_offset (zone, interval) / 60;
}

gint64
bw_time_from_local (GTimeZone *zone,
                    gint64     local_ms)
{
  /* No zone is a day or more from UTC, and none changes its clocks twice in three days. */
  int before = bw_time_offset (zone, bw_time_add (local_ms, -BW_TIME_DAY));
  int after = bw_time_offset (zone, bw_time_add (local_ms, BW_TIME_DAY));
  gint64 early_ms = bw_time_add (local_ms, -before * BW_TIME_MINUTE);
  gint64 late_ms = bw_time_add (local_ms, -after * BW_TIME_MINUTE);

  if (bw_time_offset (zone, early_ms) == before)
    return early_ms;
  return bw_time_offset (zone, late_ms) == after ? late_ms : early_ms;
}

gint64
bw_time_local_day (GTimeZone *zone,
                   gint64     time_ms)
{
  return floor_div (bw_time_add (time_ms, bw_time_offset (zone, time_ms) * BW_TIME_MINUTE),
                    BW_TIME_DAY);
}

int
bw_time_local_hour (GTimeZone *zone,
                    gint64     time_ms)
{
  gint64 local = bw_time_add (time_ms, bw_time_offset (zone, time_ms) * BW_TIME_MINUTE);

  return (int) (floor_div (local, BW_TIME_HOUR) - 24 * floor_div (local, BW_TIME_DAY));
}

gint64
bw_time_hour_start (GTimeZone *zone,
                    gint64     time_ms)
{
  int offset = bw_time_offset (zone, time_ms);
  gint64 shift = offset * BW_TIME_MINUTE;
  gint64 start = floor_div (time_ms + shift, BW_TIME_HOUR) * BW_TIME_HOUR - shift;

  if (bw_time_offset (zone, start) != offset)
    {
      /* The clock was changed within this hour: it begins there. */
      gint64 before = start, after = time_ms;

      while (after - before > 1)
        {
          gint64 middle = before + (after - before) / 2;

          if (bw_time_offset (zone, middle) == offset)
            after = middle;
          else
            before = middle;
        }
      start = after;
    }
  return start;
}

gint64
bw_time_day_start (GTimeZone *zone,
                   gint64     time_ms)
{
  gint64 day = bw_time_local_day (zone, time_ms);
  gint64 midnight = day * BW_TIME_DAY - bw_time_offset (zone, time_ms) * BW_TIME_MINUTE;
  gint64 before, after = time_ms;

  if (bw_time_local_day (zone, midnight) == day && bw_time_local_day (zone, midnight - 1) < day)
    return midnight;

  /* The clock was changed since midnight, by no more than three hours. */
  before = midnight - 3 * BW_TIME_HOUR;
  while (after - before > 1)
    {
      gint64 middle = before + (after - before) / 2;

      if (bw_time_local_day (zone, middle) >= day)
        after = middle;
      else
        before = middle;
    }
  return after;
}

GArray *
bw_time_hours (GTimeZone *zone,
               gint64     from_ms,
               gint64     to_ms)
{
  GArray *hours = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 hour = bw_time_hour_start (zone, from_ms);
  int offset = bw_time_offset (zone, hour);

  while (hour < to_ms)
    {
      gint64 next = hour + BW_TIME_HOUR;
      int next_offset = bw_time_offset (zone, next);

      if (hour >= from_ms)
        g_array_append_val (hours, hour);
      if (next_offset != offset || (hour + offset * BW_TIME_MINUTE) % BW_TIME_HOUR != 0)
        next = bw_time_hour_start (zone, next);
      hour = next;
      offset = next_offset;
    }
  return hours;
}
