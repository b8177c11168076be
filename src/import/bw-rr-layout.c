/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-layout.h"

#include "base/bw-time.h"
#include "import/bw-ecg-line.h"
#include "import/bw-fields.h"
#include "import/bw-rr-rows.h"

#include <glib/gi18n-lib.h>

/* A report has its results before its intervals. */
#define MAX_HEADING_LINE 1000

/* Before rows without a heading. */
#define MAX_WORD_LINES 64

/* A heading's units may stand on a line of their own, and a rule under that. */
#define LINES_TO_ROW 3

#define ROWS_TO_LOOK_AT 1000

/* What Polar calls the recording of each interval, where other numbers are seconds. */
#define HRM_RR_INTERVAL "238"

void
bw_rr_layout_clear (BwRrLayout *self)
{
  g_clear_pointer (&self->device, g_free);
}

/* --- What is told before the rows ------------------------------------------------------------------- */

/* The value behind a key, `Key: value`, `Key=value`, `Key,value` …, where the key is @name. */
static gboolean
read_key (BwSlice     line,
          const char *name,
          BwSlice    *value)
{
  gsize length = strlen (name);
  const char *s, *end = line.text + line.length;

  if (line.length <= length || g_ascii_strncasecmp (line.text, name, length) != 0)
    return FALSE;
  for (s = line.text + length; s < end && *s == ' ';)
    s++;
  if (s == end || strchr (":=,;\t", *s) == NULL)
    return FALSE;
  for (s++; s < end && strchr (" \t\",;", *s) != NULL;)
    s++;
  while (end > s && strchr (" \t\",;", end[-1]) != NULL)
    end--;
  *value = (BwSlice) { s, (gsize) (end - s) };
  return value->length > 0;
}

static gboolean
read_any_key (BwSlice             line,
              const char *const  *names,
              BwSlice            *value)
{
  for (; *names != NULL; names++)
    if (read_key (line, *names, value))
      return TRUE;
  return FALSE;
}

typedef struct
{
  BwSlice date, time;
  GTimeZone *zone;
} When;

/* What a line before the rows tells. */
static void
read_word_line (BwRrLayout *self,
                When       *when,
                BwSlice     line)
{
  static const char *const dates[] = { "Date", "Start date", "Measurement date", "Recording date",
                                       "Start time", "StartTime", "Time", "Measurement time",
                                       "Start", "Timestamp", "Datum", NULL };
  static const char *const devices[] = { "Device", "Device name", "Sensor", "Gerät", NULL };
  BwSlice value;
  double unused;

  if (line.length > 0 && line.text[0] == '#')
    {
      line.text++;
      line.length--;
      while (line.length > 0 && line.text[0] == ' ')
        {
          line.text++;
          line.length--;
        }
    }
  if (read_any_key (line, dates, &value))
    {
      if (bw_rr_parse_clock (value, &unused))
        when->time = value;
      else if (when->date.length == 0)
        when->date = value;
    }
  else if (self->device == NULL && read_any_key (line, devices, &value))
    self->device = g_utf8_make_valid (value.text, (gssize) MIN (value.length, 256));
}

/* Polar writes days as `20080209`. */
static gboolean
parse_compact_day (BwSlice  text,
                   gint64  *day)
{
  char iso[16];

  if (text.length != 8)
    return FALSE;
  for (gsize i = 0; i < 8; i++)
    if (!g_ascii_isdigit (text.text[i]))
      return FALSE;
  g_snprintf (iso, sizeof iso, "%.4s-%.2s-%.2s", text.text, text.text + 4, text.text + 6);
  return bw_time_parse_day (iso, day);
}

static void
settle_when (BwRrLayout *self,
             const When *when)
{
  const BwMomentRules rules = { .zone = when->zone };
  double clock_ms;
  gint64 day;

  if (when->date.length == 0)
    return;
  if (parse_compact_day (when->date, &day))
    {
      self->time_ms = day * BW_TIME_DAY + 12 * BW_TIME_HOUR;
      self->when = BW_MOMENT_DAY;
    }
  else
    {
      self->when = bw_moment_parse (&rules, when->date, &self->time_ms, &self->offset_min);
      if (self->when != BW_MOMENT_DAY)
        return;
      /* A day alone is taken at night there, where it is of a value; a recording has its noon. */
      day = (self->time_ms + self->offset_min * BW_TIME_MINUTE) / BW_TIME_DAY;
      self->time_ms = day * BW_TIME_DAY + 12 * BW_TIME_HOUR;
      self->offset_min = 0;
    }
  if (when->time.length > 0 && bw_rr_parse_clock (when->time, &clock_ms) && clock_ms < BW_TIME_DAY)
    {
      gint64 local_ms = day * BW_TIME_DAY + (gint64) clock_ms;

      self->when = BW_MOMENT_INSTANT;
      self->time_ms = when->zone != NULL ? bw_time_from_local (when->zone, local_ms) : local_ms;
      self->offset_min = when->zone != NULL ? bw_time_offset (when->zone, self->time_ms) : 0;
    }
}

/* --- Polar's .hrm ------------------------------------------------------------------------------------ */

static gboolean
is_hrm (BwSlice line)
{
  return line.length == 8 && g_ascii_strncasecmp (line.text, "[Params]", 8) == 0;
}

static gboolean
find_hrm (BwRrLayout   *self,
          const BwText *text,
          When         *when)
{
  const char *s = text->text;
  gint64 line_number = 1;
  gboolean is_rr = FALSE, is_params = FALSE;

  for (; s < text->end; line_number++)
    {
      BwSlice line = bw_ecg_take_line (&s, text->end), value;

      if (line.length > 0 && line.text[0] == '[')
        is_params = is_hrm (line);
      if (is_params && read_key (line, "Date", &value))
        when->date = value;
      else if (is_params && read_key (line, "StartTime", &value))
        when->time = value;
      else if (is_params && read_key (line, "Interval", &value))
        is_rr = bw_slice_is (value, HRM_RR_INTERVAL);
      else if (line.length == 8 && g_ascii_strncasecmp (line.text, "[HRData]", 8) == 0)
        {
          self->columns = (BwRrColumns) {
            .separator = BW_RR_BLANKS, .time = -1, .date = -1, .symbol = -1, .named = TRUE,
            .has_unit = TRUE, .unit = BW_RR_UNIT_MS,
          };
          self->rows = s;
          self->line = line_number + 1;
          self->device = g_strdup ("Polar");
          if (!is_rr)
            self->not_rr = _("it holds heart rates, and not the intervals between beats");
          return is_rr;
        }
    }
  return FALSE;
}

/* --- Headings ---------------------------------------------------------------------------------------- */

static BwSlice
strip_comment (BwSlice line)
{
  while (line.length > 0 && (line.text[0] == '#' || line.text[0] == '%' || line.text[0] == ' '))
    {
      line.text++;
      line.length--;
    }
  return line;
}

/* Whether a line has a number where the heading says that the intervals are. */
static gboolean
is_row_of (const BwRrColumns *columns,
           BwSlice            line)
{
  BwSlice fields[BW_RR_MAX_COLUMNS];
  int n = MIN (bw_rr_split (line, columns->separator, fields, BW_RR_MAX_COLUMNS), BW_RR_MAX_COLUMNS);
  double value;

  return columns->rr < n && bw_fields_number (fields[columns->rr], &value);
}

/* The first row, below the units where these stand on a line of their own; another heading in between
 * is the one that counts. */
static gboolean
find_row (BwRrLayout   *self,
          const char   *s,
          const char   *end,
          gint64        line_number)
{
  BwRrColumns other;

  for (guint i = 0; i < LINES_TO_ROW && s < end; line_number++)
    {
      const char *begin = s;
      BwSlice line = bw_ecg_take_line (&s, end);

      if (line.length == 0)
        continue;
      i++;
      if (is_row_of (&self->columns, line))
        {
          self->rows = begin;
          self->line = line_number;
          return TRUE;
        }
      if (bw_rr_columns_from_heading (&other, line))
        return FALSE;
    }
  return FALSE;
}

static gboolean
find_named (BwRrLayout   *self,
            const BwText *text,
            When         *when)
{
  const char *s = text->text;

  for (gint64 number = 1; number <= MAX_HEADING_LINE && s < text->end; number++)
    {
      BwSlice line = bw_ecg_take_line (&s, text->end);

      if (bw_rr_columns_from_heading (&self->columns, strip_comment (line))
          && find_row (self, s, text->end, number + 1))
        return TRUE;
      read_word_line (self, when, line);
    }
  return FALSE;
}

/* Empatica's: the first line tells when it began, and the times below count from that. */
static void
read_epoch_heading (BwRrLayout *self,
                    const char *begin,
                    const char *end)
{
  BwSlice line = bw_ecg_take_line (&begin, end), fields[2];
  const BwMomentRules rules = { .precision = BW_PRECISION_AUTO };

  if (self->when == BW_MOMENT_NONE && self->columns.named && self->columns.rr == 1
      && bw_rr_split (line, ',', fields, 2) == 2
      && bw_moment_parse_epoch (&rules, fields[0], &self->time_ms, &self->offset_min))
    {
      self->columns.time = 0;
      self->when = BW_MOMENT_INSTANT;
      self->is_zero = TRUE;
    }
}

/* --- No heading -------------------------------------------------------------------------------------- */

/* Whether a line is one of numbers, and times beside them. */
static gboolean
is_number_row (BwSlice line)
{
  BwSlice field, rest = line;
  double value;
  guint n = 0;

  while (bw_rr_take_field (&rest, ',', &field))
    {
      BwSlice part, parts = field;

      while (bw_rr_take_field (&parts, ';', &part))
        {
          const char *s = part.text, *end = part.text + part.length;

          while (s < end && strchr ("\"[", *s) != NULL)
            s++;
          if (s == end || !(g_ascii_isdigit (*s) || strchr ("+-.", *s) != NULL))
            return n > 0 && part.length == 1; /* a letter that says what sort of beat it is */
          n += g_ascii_isdigit (*s) || bw_fields_number (part, &value);
          if (n == 4)
            return TRUE;
        }
    }
  return n > 0;
}

static gboolean
find_unnamed (BwRrLayout   *self,
              const BwText *text,
              When         *when)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (BwSlice));
  const char *s = text->text;

  for (gint64 number = 1; s < text->end && rows->len < ROWS_TO_LOOK_AT; number++)
    {
      const char *begin = s;
      BwSlice line = bw_ecg_take_line (&s, text->end);

      if (bw_rr_line_is_idle (line))
        {
          if (line.length > 0 && rows->len == 0)
            read_word_line (self, when, line);
          continue;
        }
      if (is_number_row (line))
        {
          if (rows->len == 0)
            {
              self->rows = begin;
              self->line = number;
            }
          g_array_append_val (rows, line);
        }
      else if (rows->len == 0)
        {
          if (++self->n_words > MAX_WORD_LINES)
            return FALSE;
          read_word_line (self, when, line);
        }
    }
  return bw_rr_columns_from_rows (&self->columns, (const BwSlice *) (gpointer) rows->data, rows->len);
}

gboolean
bw_rr_layout_find (BwRrLayout   *self,
                   const BwText *text,
                   GTimeZone    *zone)
{
  When when = { .zone = zone };
  const char *s = text->text;
  BwSlice first = bw_ecg_take_line (&s, text->end);
  gboolean found;

  *self = (BwRrLayout) { 0 };
  if (is_hrm (first))
    found = find_hrm (self, text, &when);
  else
    {
      found = find_named (self, text, &when);
      if (found)
        read_epoch_heading (self, text->text, text->end);
      else
        {
          bw_rr_layout_clear (self);
          *self = (BwRrLayout) { 0 };
          when = (When) { .zone = zone };
          found = find_unnamed (self, text, &when);
        }
    }
  if (self->when == BW_MOMENT_NONE)
    settle_when (self, &when);
  return found;
}
