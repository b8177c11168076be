/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-rows.h"

#include "base/bw-error.h"
#include "base/bw-time.h"
#include "import/bw-ecg-line.h"
#include "import/bw-fields.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define ROWS_A_LOOK 4096       /* between two looks at the cancellable */
#define ROWS_FOR_ORDER 2000    /* that may tell the day from the month */

/* “2023-01-05T07:31:”: what goes on being the same for a minute. */
#define MINUTE_LENGTH 17

typedef struct
{
  BwRrRows *rows;
  BwRrColumns columns;
  BwMomentRules rules;
  const char *text, *end;    /* all rows */
  double wrap_ms;            /* midnights passed */
  double last_clock_ms;
  char minute[MINUTE_LENGTH];
  double minute_ms;
  gboolean has_minute;
  gboolean is_settled;
} Reader;

void
bw_rr_rows_clear (BwRrRows *self)
{
  g_clear_pointer (&self->values, g_array_unref);
  g_clear_pointer (&self->times, g_array_unref);
}

gboolean
bw_rr_line_is_idle (BwSlice line)
{
  return line.length == 0 || line.text[0] == '#' || line.text[0] == '%'
         || bw_slice_has_prefix (line, "//");
}

/* --- Times ---------------------------------------------------------------------------------------- */

static BwMomentSort
parse_moment (Reader        *self,
              const BwSlice *fields,
              int            n,
              gint64        *time_ms,
              int           *offset_min)
{
  const BwRrColumns *columns = &self->columns;
  char joined[96];
  BwSlice date, time = fields[columns->time];

  if (columns->date < 0 || columns->date >= n)
    return bw_moment_parse (&self->rules, time, time_ms, offset_min);
  date = fields[columns->date];
  if (date.length + time.length + 1 > sizeof joined)
    return BW_MOMENT_NONE;
  memcpy (joined, date.text, date.length);
  joined[date.length] = ' ';
  memcpy (joined + date.length + 1, time.text, time.length);
  return bw_moment_parse (&self->rules, (BwSlice) { joined, date.length + 1 + time.length }, time_ms,
                          offset_min);
}

/* Which of day and month comes first, where a row tells. */
static void
find_order (Reader *self)
{
  const BwRrColumns *columns = &self->columns;
  int column = columns->date >= 0 ? columns->date : columns->time;
  const char *s = self->text;

  for (guint i = 0; i < ROWS_FOR_ORDER && s < self->end && self->rules.order == BW_DATE_UNKNOWN; i++)
    {
      BwSlice fields[BW_RR_MAX_COLUMNS];
      BwSlice line = bw_ecg_take_line (&s, self->end);
      int n = bw_rr_split (line, columns->separator, fields, BW_RR_MAX_COLUMNS);

      if (column < MIN (n, BW_RR_MAX_COLUMNS))
        self->rules.order = bw_moment_find_order (fields[column]);
    }
}

/* What sort of times they are, told by the first. */
static void
settle_times (Reader        *self,
              const BwSlice *fields,
              int            n)
{
  BwSlice field = fields[self->columns.time];
  gint64 time_ms;
  double number;
  int offset_min;

  self->is_settled = TRUE;
  find_order (self);
  /* A date that holds the whole time tells more than a count since the start beside it. */
  if (self->columns.date >= 0 && self->columns.date < n
      && bw_moment_parse (&self->rules, fields[self->columns.date], &time_ms, &offset_min)
         == BW_MOMENT_INSTANT)
    {
      self->columns.time = self->columns.date;
      self->columns.date = -1;
      field = fields[self->columns.time];
    }
  if (parse_moment (self, fields, n, &time_ms, &offset_min) == BW_MOMENT_INSTANT
      && !bw_fields_number (field, &number))
    {
      self->rows->sort = BW_RR_TIMES_MOMENTS;
      self->rows->offset_min = offset_min;
    }
  else if (bw_fields_number (field, &number))
    self->rows->sort = BW_RR_TIMES_NUMBERS;
  else if (bw_rr_parse_clock (field, &number))
    self->rows->sort = BW_RR_TIMES_CLOCKS;
}

/* Seconds of a minute that was read before, or the whole. */
static double
read_moment (Reader        *self,
             const BwSlice *fields,
             int            n)
{
  BwSlice field = fields[self->columns.time];
  gboolean is_iso = self->columns.date < 0 && field.length > MINUTE_LENGTH + 1
                    && field.length <= MINUTE_LENGTH + 12 && field.text[16] == ':';
  gint64 time_ms;
  int offset_min;

  if (is_iso && self->has_minute && memcmp (field.text, self->minute, MINUTE_LENGTH) == 0)
    {
      BwSlice seconds = { field.text + MINUTE_LENGTH, field.length - MINUTE_LENGTH };
      double value;

      if (bw_fields_number (seconds, &value) && value >= 0 && value < 61)
        return self->minute_ms + value * 1000;
    }
  if (parse_moment (self, fields, n, &time_ms, &offset_min) != BW_MOMENT_INSTANT)
    return NAN;
  if (is_iso)
    {
      BwSlice seconds = { field.text + MINUTE_LENGTH, field.length - MINUTE_LENGTH };
      double value;

      /* Only where nothing follows the seconds: a zone may change. */
      self->has_minute = bw_fields_number (seconds, &value) && value >= 0 && value < 61;
      if (self->has_minute)
        {
          memcpy (self->minute, field.text, MINUTE_LENGTH);
          self->minute_ms = floor ((double) time_ms / BW_TIME_MINUTE) * BW_TIME_MINUTE;
          return self->minute_ms + value * 1000;
        }
    }
  return (double) time_ms;
}

static double
read_clock (Reader  *self,
            BwSlice  field)
{
  double ms;

  if (!bw_rr_parse_clock (field, &ms))
    return NAN;
  if (ms < self->last_clock_ms - BW_TIME_DAY / 2)
    self->wrap_ms += BW_TIME_DAY;
  self->last_clock_ms = ms;
  return ms + self->wrap_ms;
}

static double
read_time (Reader        *self,
           const BwSlice *fields,
           int            n)
{
  int column = self->columns.time;
  double number;

  if (column < 0 || column >= n || fields[column].length == 0)
    return NAN;
  if (!self->is_settled)
    {
      settle_times (self, fields, n);
      column = self->columns.time;
    }
  if (column >= n)
    return NAN;
  switch (self->rows->sort)
    {
    case BW_RR_TIMES_MOMENTS:
      return read_moment (self, fields, n);
    case BW_RR_TIMES_CLOCKS:
      return read_clock (self, fields[column]);
    case BW_RR_TIMES_NUMBERS:
      return bw_fields_number (fields[column], &number) ? number : (double) NAN;
    case BW_RR_TIMES_NONE:
    default:
      return NAN;
    }
}

/* --- Rows ----------------------------------------------------------------------------------------- */

static void
take_value (Reader  *self,
            BwSlice  field,
            double   time,
            gint64   line)
{
  double value;
  gboolean is_read = bw_fields_number (field, &value)
                     || (self->columns.beats && bw_rr_parse_clock (field, &value));

  if (!is_read || (value <= 0 && !self->columns.beats))
    {
      value = NAN;
      if (self->rows->n_unreadable++ == 0)
        self->rows->unreadable_line = line;
    }
  g_array_append_val (self->rows->values, value);
  if (self->columns.time >= 0)
    g_array_append_val (self->rows->times, time);
}

/* PhysioNet's annotations: a rhythm change or noise is no beat. */
static gboolean
is_beat (const BwRrColumns *columns,
         const BwSlice     *fields,
         int                n)
{
  return columns->symbol < 0
         || (columns->symbol < n && fields[columns->symbol].length == 1
             && strchr (BW_RR_BEAT_LETTERS, fields[columns->symbol].text[0]) != NULL);
}

/* Returns: %FALSE where another table begins */
static gboolean
take_row (Reader  *self,
          BwSlice  line,
          gint64   number)
{
  const BwRrColumns *columns = &self->columns;
  BwSlice fields[BW_RR_MAX_COLUMNS];
  BwRrColumns other;
  double value;
  int n;

  if (columns->spread)
    {
      BwSlice field;

      while (self->rows->values->len <= BW_RR_MAX_INTERVALS
             && bw_rr_take_field (&line, columns->separator, &field))
        take_value (self, field, NAN, number);
      return TRUE;
    }
  n = MIN (bw_rr_split (line, columns->separator, fields, BW_RR_MAX_COLUMNS), BW_RR_MAX_COLUMNS);
  if (columns->rr >= n || fields[columns->rr].length == 0)
    {
      /* Beside longer columns of something else; or no row at all. */
      if (columns->named && bw_rr_columns_from_heading (&other, line))
        return FALSE;
      if (n <= columns->rr && columns->rr > 0 && self->rows->n_unreadable++ == 0)
        self->rows->unreadable_line = number;
      return TRUE;
    }
  if (columns->named && !bw_fields_number (fields[columns->rr], &value)
      && bw_rr_columns_from_heading (&other, line))
    return FALSE;
  if (is_beat (columns, fields, n))
    take_value (self, fields[columns->rr], read_time (self, fields, n), number);
  return TRUE;
}

gboolean
bw_rr_rows_read (BwRrRows           *self,
                 const BwRrColumns  *columns,
                 const char         *text,
                 const char         *end,
                 gint64              line,
                 GTimeZone          *zone,
                 const char         *shown,
                 GCancellable       *cancellable,
                 GError            **error)
{
  Reader reader = {
    .rows = self, .columns = *columns, .rules = { .zone = zone }, .text = text, .end = end,
  };
  guint n = 0;

  *self = (BwRrRows) {
    .values = g_array_new (FALSE, FALSE, sizeof (double)),
    .times = g_array_new (FALSE, FALSE, sizeof (double)),
  };
  for (; text < end; line++)
    {
      BwSlice row = bw_ecg_take_line (&text, end);

      if (n++ % ROWS_A_LOOK == 0 && g_cancellable_is_cancelled (cancellable))
        return bw_set_cancelled (error);
      if (bw_rr_line_is_idle (row))
        continue;
      if (!take_row (&reader, row, line))
        break;
      if (self->values->len > BW_RR_MAX_INTERVALS)
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("“%s” holds more than %d intervals, which no heart makes in one recording"),
                       shown, BW_RR_MAX_INTERVALS);
          return FALSE;
        }
    }
  return TRUE;
}
