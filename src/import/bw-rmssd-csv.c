/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rmssd-csv.h"

#include "base/bw-error.h"
#include "import/bw-fields.h"
#include "import/bw-rmssd-columns.h"

#include <glib/gi18n-lib.h>

/* What is held back until it is known how to read it. */
#define MAX_HELD_BYTES (64 * 1024)

/* RMSSD is some 5–250 ms: a median below is one in seconds. */
#define MAX_SECONDS 1.0

#define DEFAULT_SOURCE "CSV file"

struct _BwRmssdCsv
{
  BwSeriesSink *sink;     /* (unowned) */
  BwRmssdColumns columns;
  gboolean has_columns;
  gint64 first;           /* number of the first line after the heading */
  GString *held;          /* (nullable): lines from there on, each with LF; %NULL once settled */
  double ms_per_unit;
  gboolean clocks;        /* the time column holds times of day, the date column their days */
};

/* --- The beginning ------------------------------------------------------------------------------- */

static gboolean
is_blank (BwSlice line)
{
  for (gsize i = 0; i < line.length; i++)
    if (!g_ascii_isspace (line.text[i]))
      return line.text[i] == '#';
  return TRUE;
}

/* The beginning of a text in UTF-16, as far as it is ASCII. Returns: (transfer full) (nullable) */
static char *
narrow (const char *text,
        gsize       length)
{
  gboolean big = length >= 2 && memcmp (text, "\xfe\xff", 2) == 0;
  g_autoptr (GString) out = NULL;

  if (!big && !(length >= 2 && memcmp (text, "\xff\xfe", 2) == 0))
    return NULL;
  out = g_string_new (NULL);
  for (gsize i = 2; i + 1 < length && out->len < 4096; i += 2)
    g_string_append_c (out, text[i + !big] == 0 && text[i + big] != 0 ? text[i + big] : '?');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

gboolean
bw_rmssd_csv_sniff (const char *text,
                    gsize       length)
{
  g_autofree char *narrowed = narrow (text, length);
  const char *s = narrowed != NULL ? narrowed : text;
  const char *end = s + (narrowed != NULL ? strlen (narrowed) : length);
  BwRmssdColumns columns;

  if (narrowed == NULL && length >= 3 && memcmp (s, "\xef\xbb\xbf", 3) == 0)
    s += 3;
  while (s < end)
    {
      const char *stop = memchr (s, '\n', (gsize) (end - s));
      BwSlice line = { s, (gsize) ((stop != NULL ? stop : end) - s) };

      if (line.length > 0 && line.text[line.length - 1] == '\r')
        line.length--;
      /* Lines that end with a carriage return alone would be one heading and no value. */
      if (memchr (line.text, 0, line.length) != NULL || memchr (line.text, '\r', line.length) != NULL)
        return FALSE;
      if (!is_blank (line))
        return bw_rmssd_columns_find (&columns, line);
      if (stop == NULL)
        break;
      s = stop + 1;
    }
  return FALSE;
}

BwRmssdCsv *
bw_rmssd_csv_new (BwSeriesSink *sink)
{
  BwRmssdCsv *self = g_new0 (BwRmssdCsv, 1);

  self->sink = sink;
  self->ms_per_unit = 1;
  self->held = g_string_new (NULL);
  return self;
}

void
bw_rmssd_csv_free (BwRmssdCsv *self)
{
  if (self == NULL)
    return;
  if (self->held != NULL)
    g_string_free (self->held, TRUE);
  g_free (self);
}

/* --- A line -------------------------------------------------------------------------------------- */

/* The field of a column. */
static BwSlice
field_of (const BwSlice *fields,
          int            column)
{
  return column >= 0 ? fields[column] : (BwSlice) { "", 0 };
}

static BwMomentSort
read_time (BwRmssdCsv    *self,
           const BwSlice *fields,
           gint64        *time_ms,
           int           *offset_min)
{
  const BwRmssdColumns *columns = &self->columns;
  BwSlice time = field_of (fields, columns->time), date = field_of (fields, columns->date);
  char joined[96];

  if (columns->time < 0)
    return bw_moment_parse (&self->sink->rules, date, time_ms, offset_min);
  if (!self->clocks)
    return bw_moment_parse (&self->sink->rules, time, time_ms, offset_min);
  if (time.length == 0 || date.length == 0 || time.length + date.length + 1 > sizeof joined)
    return BW_MOMENT_NONE;

  memcpy (joined, date.text, date.length);
  joined[date.length] = ' ';
  memcpy (joined + date.length + 1, time.text, time.length);
  return bw_moment_parse (&self->sink->rules,
                          (BwSlice) { joined, date.length + 1 + time.length }, time_ms, offset_min);
}

/* Whether the line has the fields that the heading promises; another empty one does no harm. */
static gboolean
has_fields (BwRmssdCsv    *self,
            const BwSlice *fields,
            int            n,
            gint64         number)
{
  if (n < self->columns.n)
    {
      bw_series_sink_skip (self->sink, number,
                           _("Lines with fewer fields than the heading were left out"));
      return FALSE;
    }
  if (n > self->columns.n
      && !(n == self->columns.n + 1 && n <= BW_RMSSD_MAX_COLUMNS && fields[n - 1].length == 0))
    {
      bw_series_sink_skip (self->sink, number,
                           _("Lines with more fields than the heading were left out; a decimal comma "
                             "needs quotes or semicolons"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_row (BwRmssdCsv  *self,
          BwSlice      line,
          gint64       number,
          GError     **error)
{
  const BwRmssdColumns *columns = &self->columns;
  BwSeriesSink *sink = self->sink;
  BwSlice fields[BW_RMSSD_MAX_COLUMNS + 1], source;
  gint64 time_ms;
  int offset_min;
  BwMomentSort sort;
  double value;
  gint32 id;

  if (is_blank (line))
    return TRUE;
  if (!has_fields (self, fields, bw_rmssd_split (line, columns->separator, fields,
                                                 G_N_ELEMENTS (fields)), number))
    return TRUE;
  if (columns->person >= 0 && fields[columns->person].length == 0)
    return bw_series_sink_skip (sink, number,
                                _("Lines that do not tell whose they are were left out"));
  if (columns->person >= 0 && !bw_people_take (sink->collector->people, fields[columns->person]))
    return TRUE;

  sort = read_time (self, fields, &time_ms, &offset_min);
  if (sort == BW_MOMENT_NONE)
    return bw_series_sink_skip (sink, number, _("Lines without a readable time were left out"));
  if (!bw_fields_number (fields[columns->value], &value))
    return bw_series_sink_skip (sink, number, _("Values that are no number were left out"));

  source = field_of (fields, columns->source);
  if (source.length == 0)
    source = (BwSlice) { DEFAULT_SOURCE, strlen (DEFAULT_SOURCE) };
  id = bw_series_sink_name (sink, source, (BwSlice) { "", 0 }, (BwSlice) { "", 0 }, error);
  if (id == 0)
    return FALSE;
  if (sort == BW_MOMENT_DAY)
    bw_series_sink_tell (sink, number,
                         _("Values of a day without a time were taken to be of the night before, and "
                           "put at 4 o’clock"));
  return bw_series_sink_add (sink, BW_SERIES_RMSSD, value * self->ms_per_unit,
                             &(BwSeriesMoment) { .start_ms = time_ms,
                                                 .offset_min = offset_min,
                                                 .source = id },
                             number, error);
}

/* --- How it is to be read -------------------------------------------------------------------------- */

typedef struct
{
  GArray *values;      /* (element-type double): above 0, as they stand */
  guint n_clocks;
  guint n_times;       /* fields of the time column that are not empty */
  gboolean day_first, month_first;
  gboolean unclear;    /* a date whose day and month could be either */
} Look;

static void
look_at_order (Look    *look,
               BwSlice  text)
{
  gint64 unused;
  int offset;

  switch (bw_moment_find_order (text))
    {
    case BW_DATE_DAY_FIRST:
      look->day_first = TRUE;
      break;
    case BW_DATE_MONTH_FIRST:
      look->month_first = TRUE;
      break;
    case BW_DATE_UNKNOWN:
    default:
      look->unclear |= bw_moment_parse (&(BwMomentRules) { .order = BW_DATE_DAY_FIRST }, text,
                                        &unused, &offset) != BW_MOMENT_NONE
                       && bw_moment_parse (&(BwMomentRules) { 0 }, text, &unused, &offset)
                          == BW_MOMENT_NONE;
      break;
    }
}

static void
look_at (BwRmssdCsv *self,
         Look       *look,
         BwSlice     line)
{
  const BwRmssdColumns *columns = &self->columns;
  BwSlice fields[BW_RMSSD_MAX_COLUMNS];
  double value;

  if (bw_rmssd_split (line, columns->separator, fields, G_N_ELEMENTS (fields)) < columns->n)
    return;
  if (bw_fields_number (fields[columns->value], &value) && value > 0)
    g_array_append_val (look->values, value);
  if (columns->time >= 0)
    {
      look->n_times += fields[columns->time].length > 0;
      look->n_clocks += bw_moment_is_clock (fields[columns->time]);
      look_at_order (look, fields[columns->time]);
    }
  if (columns->date >= 0)
    look_at_order (look, fields[columns->date]);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static void
settle_unit (BwRmssdCsv *self,
             GArray     *values)
{
  if (self->columns.says_hrv)
    bw_series_sink_tell (self->sink, self->first - 1,
                         _("The values of a column that says “HRV” were taken to be RMSSD"));
  if (self->columns.unit == BW_RMSSD_UNIT_S)
    self->ms_per_unit = 1000;
  if (self->columns.unit != BW_RMSSD_UNIT_UNKNOWN || values->len == 0)
    return;

  g_array_sort (values, compare_doubles);
  if (g_array_index (values, double, values->len / 2) >= MAX_SECONDS)
    return;
  self->ms_per_unit = 1000;
  bw_series_sink_tell (self->sink, self->first - 1,
                       _("The values are so small that they were taken to be in seconds"));
}

static gboolean
settle_order (BwRmssdCsv  *self,
              const Look  *look,
              GError     **error)
{
  if (look->day_first != look->month_first)
    self->sink->rules.order = look->day_first ? BW_DATE_DAY_FIRST : BW_DATE_MONTH_FIRST;
  else if (look->unclear)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” has dates that do not tell the day from the month: write them as "
                     "2021-10-22"), self->sink->file);
      return FALSE;
    }
  return TRUE;
}

static BwSlice
take_held (const char **s)
{
  const char *stop = strchr (*s, '\n');
  BwSlice line = { *s, (gsize) (stop - *s) };

  *s = stop + 1;
  return line;
}

/* Looks at the lines held back, then reads them. */
static gboolean
settle (BwRmssdCsv  *self,
        GError     **error)
{
  g_autoptr (GArray) values = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GString) held = g_steal_pointer (&self->held);
  Look look = { .values = values };
  gint64 number = self->first;

  for (const char *s = held->str; *s != '\0';)
    {
      BwSlice line = take_held (&s);

      if (!is_blank (line))
        look_at (self, &look, line);
    }
  self->clocks = self->columns.date >= 0 && look.n_times > 0 && 2 * look.n_clocks > look.n_times;
  if (self->columns.utc)
    self->sink->rules.zone = NULL;
  settle_unit (self, values);
  if (!settle_order (self, &look, error))
    return FALSE;

  for (const char *s = held->str; *s != '\0'; number++)
    {
      BwSlice line = take_held (&s);

      if (!take_row (self, line, number, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
bw_rmssd_csv_take (BwRmssdCsv  *self,
                   BwSlice      line,
                   gint64       number,
                   GError     **error)
{
  if (!self->has_columns)
    {
      if (is_blank (line))
        return TRUE;
      if (!bw_rmssd_columns_find (&self->columns, line))
        {
          g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                       _("“%s” has no heading that names a time and an RMSSD"), self->sink->file);
          return FALSE;
        }
      self->has_columns = TRUE;
      self->first = number + 1;
      return TRUE;
    }
  if (self->held == NULL)
    return take_row (self, line, number, error);

  /* NUL ends what is held; a line with one is unreadable as it is without. */
  for (gsize i = 0; i < line.length; i++)
    g_string_append_c (self->held, line.text[i] != '\0' ? line.text[i] : '?');
  g_string_append_c (self->held, '\n');
  return self->held->len < MAX_HELD_BYTES || settle (self, error);
}

gboolean
bw_rmssd_csv_finish (BwRmssdCsv  *self,
                     GError     **error)
{
  if (!self->has_columns)
    {
      g_set_error (error, BW_ERROR, BW_ERROR_FORMAT,
                   _("“%s” has no heading that names a time and an RMSSD"), self->sink->file);
      return FALSE;
    }
  return self->held == NULL || settle (self, error);
}
