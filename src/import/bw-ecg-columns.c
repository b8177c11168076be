/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-ecg-columns.h"

#include "base/bw-time.h"
#include "import/bw-ecg-file.h"
#include "import/bw-ecg-line.h"

#include <math.h>
#include <stdlib.h>

#define MAX_ROWS 256          /* looked at */
#define MIN_ROWS 8            /* for numbers to be seen to rise evenly */
#define MIN_AGREE_PERCENT 90  /* of the rows, on how they are parted */
#define MAX_UNEVEN 0.6        /* of a step: times are rounded */
#define MIN_EVEN_PERCENT 95   /* of the steps */

typedef struct
{
  BwSlice lines[MAX_ROWS];
  guint n;
} Rows;

/* Parts a line; blanks around and quotes of cells are not theirs. Returns: their number, more than
 * BW_ECG_MAX_COLUMNS where there are too many */
static guint
split (BwSlice  line,
       char     separator,
       BwSlice *cells)
{
  const char *s = line.text, *end = line.text + line.length;
  guint n = 0;

  while (TRUE)
    {
      const char *begin = s, *stop;
      gboolean quoted = FALSE;

      for (; s < end && (quoted || *s != separator); s++)
        if (*s == '"')
          quoted = !quoted;
      for (stop = s; stop > begin && g_ascii_isspace (stop[-1]); stop--)
        ;
      while (begin < stop && g_ascii_isspace (*begin))
        begin++;
      if (separator != ' ' || stop > begin)
        {
          if (n == BW_ECG_MAX_COLUMNS)
            return n + 1;
          cells[n++] = (BwSlice) { begin, (gsize) (stop - begin) };
        }
      if (s == end)
        return n;
      s++;
    }
}

static guint
split_once (BwSlice  line,
            BwSlice *cells)
{
  const char *comma = memchr (line.text, ',', line.length);
  gsize n;

  cells[0] = line;
  if (comma == NULL)
    return 1;
  n = (gsize) (comma - line.text);
  cells[0] = (BwSlice) { line.text, n };
  cells[1] = (BwSlice) { line.text + n + 1, line.length - n - 1 };
  return 2;
}

/* A time of day counts as its seconds. */
static gboolean
parse_time (BwSlice  cell,
            gint64  *time_ms,
            int     *offset_min)
{
  if (cell.length >= 2 && cell.text[0] == '"' && cell.text[cell.length - 1] == '"')
    cell = (BwSlice) { cell.text + 1, cell.length - 2 };
  return cell.length >= 16 && cell.text[4] == '-'
         && bw_time_parse (cell.text, cell.length, time_ms, offset_min);
}

static gboolean
parse_cell (BwSlice  cell,
            double  *value,
            double  *resolution)
{
  gint64 time_ms;

  if (bw_ecg_parse_number (cell, value, resolution))
    return TRUE;
  if (!parse_time (cell, &time_ms, NULL))
    return FALSE;
  *value = (double) time_ms / BW_TIME_SECOND;
  *resolution = 1.0 / BW_TIME_SECOND;
  return TRUE;
}

gboolean
bw_ecg_columns_is_row (BwSlice line)
{
  static const char separators[] = ";\t, ";
  gint32 nv;

  if (bw_ecg_parse_sample (line, 1000, &nv) != BW_ECG_NO_NUMBER)
    return TRUE;
  for (guint i = 0; i < sizeof separators - 1; i++)
    {
      BwSlice cells[BW_ECG_MAX_COLUMNS];
      guint n = split (line, separators[i], cells), n_numbers = 0, n_empty = 0;

      if (n < 2 || n > BW_ECG_MAX_COLUMNS)
        continue;
      for (guint j = 0; j < n; j++)
        {
          double value, resolution;

          n_numbers += parse_cell (cells[j], &value, &resolution);
          n_empty += cells[j].length == 0;
        }
      if (n_numbers > 0 && n_numbers + n_empty == n)
        return TRUE;
    }
  return FALSE;
}

/* What a word of a heading says of its column's unit. */
static void
read_unit (const char *word,
           double     *seconds,
           gint64     *nv_per_unit)
{
  static const struct
  {
    const char *word;
    double seconds;
    gint64 nv_per_unit;
  } units[] = {
    { "s", 1, 0 },        { "sec", 1, 0 },       { "seconds", 1, 0 },   { "sekunden", 1, 0 },
    { "ms", 1e-3, 0 },    { "msec", 1e-3, 0 },   { "milliseconds", 1e-3, 0 },
    { "us", 1e-6, 0 },    { "µs", 1e-6, 0 },     { "μs", 1e-6, 0 },     { "ns", 1e-9, 0 },
    { "nv", 0, 1 },       { "uv", 0, 1000 },     { "µv", 0, 1000 },     { "μv", 0, 1000 },
    { "microvolts", 0, 1000 },                   { "mv", 0, 1000000 },
    { "millivolts", 0, 1000000 },                { "v", 0, 1000000000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (strcmp (word, units[i].word) == 0)
      {
        if (units[i].seconds > 0)
          *seconds = units[i].seconds;
        else
          *nv_per_unit = units[i].nv_per_unit;
      }
}

typedef struct
{
  double seconds;     /* in its unit; 0 not told */
  gint64 nv_per_unit; /* 0 not told */
  gboolean ecg;       /* it names one */
} Name;

static void
read_name (BwSlice  cell,
           Name    *name)
{
  g_autofree char *valid = g_utf8_make_valid (cell.text, (gssize) cell.length);
  g_autofree char *folded = g_utf8_strdown (valid, -1);
  GString *word = g_string_new (NULL);

  *name = (Name) { 0 };
  for (const char *s = folded;; s = g_utf8_next_char (s))
    {
      gunichar c = g_utf8_get_char (s);

      if (c != 0 && (g_unichar_isalpha (c) || c == 0xb5))
        g_string_append_unichar (word, c);
      else
        {
          read_unit (word->str, &name->seconds, &name->nv_per_unit);
          name->ecg |= strcmp (word->str, "ecg") == 0 || strcmp (word->str, "ekg") == 0;
          g_string_truncate (word, 0);
        }
      if (c == 0)
        break;
    }
  g_string_free (word, TRUE);
}

/* The rows as numbers, [row][column], of those that agree; NULL where too few do or one column is
 * all there is. @n_columns: without those that are empty in every row (a separator at the end). */
static double *
read_rows (const Rows *rows,
           char        separator,
           gboolean    once,
           guint      *n_rows,
           guint      *n_columns,
           double     *resolutions)
{
  g_autofree double *values = g_new (double, MAX_ROWS * BW_ECG_MAX_COLUMNS);
  guint n = 0, width = 0, used = 0;

  for (guint i = 0; i < rows->n; i++)
    {
      BwSlice cells[BW_ECG_MAX_COLUMNS];
      guint found = once ? split_once (rows->lines[i], cells)
                         : split (rows->lines[i], separator, cells);
      gboolean ok = found >= 2 && found <= BW_ECG_MAX_COLUMNS && (width == 0 || found == width);

      for (guint j = 0; j < found && ok; j++)
        {
          double resolution = 1;

          if (cells[j].length == 0)
            {
              values[n * BW_ECG_MAX_COLUMNS + j] = NAN;
              continue;
            }
          ok = parse_cell (cells[j], &values[n * BW_ECG_MAX_COLUMNS + j], &resolution);
          if (ok)
            {
              resolutions[j] = n == 0 ? resolution : MIN (resolutions[j], resolution);
              used = MAX (used, j + 1);
            }
        }
      if (!ok)
        continue;
      width = found;
      n++;
    }
  if (width == 0 || n * 100 < rows->n * MIN_AGREE_PERCENT)
    return NULL;
  *n_rows = n;
  *n_columns = used;
  return g_steal_pointer (&values);
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

/* Whether the numbers of a column rise by the same step, but for their rounding and a few jumps. */
static gboolean
rises_evenly (const double *values,
              guint         n_rows,
              guint         column,
              double       *step)
{
  double rises[MAX_ROWS], sorted[MAX_ROWS], median, sum = 0;
  guint n = n_rows - 1, n_even = 0;

  for (guint i = 0; i < n; i++)
    {
      rises[i] = values[(i + 1) * BW_ECG_MAX_COLUMNS + column]
                 - values[i * BW_ECG_MAX_COLUMNS + column];
      if (!(rises[i] >= 0))
        return FALSE;
    }
  memcpy (sorted, rises, n * sizeof (double));
  qsort (sorted, n, sizeof (double), compare_doubles);
  median = sorted[n / 2];
  if (!(median > 0) || !isfinite (median))
    return FALSE;

  for (guint i = 0; i < n; i++)
    if (fabs (rises[i] - median) <= MAX_UNEVEN * median)
      {
        sum += rises[i];
        n_even++;
      }
  *step = sum / n_even;
  return n_even * 100 >= n * MIN_EVEN_PERCENT;
}

static gboolean
is_rate (double rate_hz)
{
  return rate_hz >= BW_ECG_MIN_RATE_HZ && rate_hz <= BW_ECG_MAX_RATE_HZ;
}

/* The seconds in a unit of a column of times, 0 where it counts. Without a heading their step tells:
 * no rate of an ECG fits two of the units. */
static double
find_seconds (double step,
              double resolution,
              double told)
{
  static const double units[] = { 1, 1e-3, 1e-6, 1e-9 };

  if (told > 0)
    return is_rate (1 / (step * told)) ? told : 0;
  if (fabs (step - 1) < 1e-9 && resolution >= 1)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (is_rate (1 / (step * units[i])))
      return units[i];
  return 0;
}

/* Tells the columns apart. Returns: whether one counts or tells the time */
static gboolean
assign (BwEcgColumns *self,
        const double *values,
        guint         n_rows,
        const double *resolutions,
        const Name   *names)
{
  gboolean has_sample = FALSE, sample_named = FALSE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      gboolean named = names != NULL && (names[i].ecg || names[i].nv_per_unit > 0);
      double step;

      if (!named && n_rows >= MIN_ROWS && rises_evenly (values, n_rows, i, &step))
        {
          double seconds = find_seconds (step, resolutions[i],
                                          names != NULL ? names[i].seconds : 0);

          /* A time is worth more than a counter. */
          if (self->has_time && self->seconds > 0)
            continue;
          self->has_time = TRUE;
          self->time = i;
          self->step = step;
          self->seconds = seconds;
          self->resolution = seconds > 0 ? resolutions[i] : 0;
          continue;
        }
      if (has_sample)
        self->n_other_signals++;
      if (!has_sample || (named && !sample_named))
        self->sample = i;
      has_sample = TRUE;
      sample_named |= named;
    }
  if (!has_sample)
    self->sample = self->n_columns - 1;
  if (names != NULL)
    self->nv_per_unit = names[self->sample].nv_per_unit;
  return self->has_time;
}

static gboolean
try_separator (BwEcgColumns *self,
               const Rows   *rows,
               char          separator,
               gboolean      once,
               const char   *heading)
{
  double resolutions[BW_ECG_MAX_COLUMNS] = { 0 };
  BwSlice cells[BW_ECG_MAX_COLUMNS];
  Name names[BW_ECG_MAX_COLUMNS];
  BwEcgColumns found = { .separator = separator, .first_only = once };
  gboolean headed = FALSE;
  g_autofree double *values = NULL;
  guint n_rows, n = 0;

  values = read_rows (rows, separator, once, &n_rows, &found.n_columns, resolutions);
  if (values == NULL)
    return FALSE;
  if (heading != NULL)
    {
      n = split ((BwSlice) { heading, strlen (heading) }, separator, cells);
      headed = n >= found.n_columns && n <= BW_ECG_MAX_COLUMNS && n > 1;
      for (guint i = 0; headed && i < n; i++)
        read_name (cells[i], &names[i]);
    }
  found.has_heading = headed;
  if (!assign (&found, values, n_rows, resolutions, headed ? names : NULL)
      && (separator == ',' || separator == ' '))
    {
      /* Two numbers with a comma between them, none of which rises, are one. */
      gint32 nv;

      if (once || separator == ' '
          || bw_ecg_parse_sample (rows->lines[0], 1000, &nv) != BW_ECG_NO_NUMBER)
        return FALSE;
    }
  *self = found;
  return TRUE;
}

void
bw_ecg_columns_find (BwEcgColumns *self,
                     const char   *s,
                     const char   *end,
                     const char   *heading)
{
  Rows *rows = g_new (Rows, 1);
  BwSlice cell;

  *self = (BwEcgColumns) { .n_columns = 1 };
  rows->n = 0;
  while (s < end && rows->n < MAX_ROWS)
    {
      BwSlice line = bw_ecg_take_line (&s, end);

      /* The last line may be cut. */
      if (line.length > 0 && (s < end || rows->n < MIN_ROWS))
        rows->lines[rows->n++] = line;
    }
  if (rows->n > 0 && !try_separator (self, rows, ';', FALSE, heading)
      && !try_separator (self, rows, '\t', FALSE, heading)
      && !try_separator (self, rows, ',', TRUE, heading)
      && !try_separator (self, rows, ',', FALSE, heading))
    try_separator (self, rows, ' ', FALSE, heading);

  if (self->has_time)
    {
      cell = bw_ecg_columns_get_cell (self, rows->lines[0], self->time);
      self->has_start = parse_time (cell, &self->start_ms, &self->offset_min);
    }
  g_free (rows);
}

BwSlice
bw_ecg_columns_get_cell (const BwEcgColumns *self,
                         BwSlice             line,
                         guint               column)
{
  BwSlice cells[BW_ECG_MAX_COLUMNS];
  guint n;

  if (self->separator == 0)
    return line;
  n = self->first_only ? split_once (line, cells) : split (line, self->separator, cells);
  return column < n && n <= BW_ECG_MAX_COLUMNS ? cells[column] : (BwSlice) { line.text, 0 };
}

void
bw_ecg_clock_tick (BwEcgClock         *clock,
                   const BwEcgColumns *columns,
                   BwSlice             cell)
{
  double time, resolution;

  if (!parse_cell (cell, &time, &resolution))
    return;
  if (clock->n == 0)
    clock->first = time;
  else if (fabs (time - clock->last - columns->step)
           > MAX (MAX_UNEVEN * columns->step, 1.01 * columns->resolution))
    clock->n_jumps++;
  clock->last = time;
  clock->n++;
}

double
bw_ecg_clock_get_rate (const BwEcgClock   *clock,
                       const BwEcgColumns *columns)
{
  double span = clock->last - clock->first;
  double rate_hz;

  if (!columns->has_time || columns->seconds <= 0)
    return 0;
  if (clock->n < 2 || clock->n_jumps > 0 || !(span > 0))
    return is_rate (1 / (columns->step * columns->seconds)) ? 1 / (columns->step * columns->seconds)
                                                            : 0;

  rate_hz = (double) (clock->n - 1) / (span * columns->seconds);
  rate_hz = bw_ecg_plain_rate (rate_hz, rate_hz * columns->resolution / span);
  return is_rate (rate_hz) ? rate_hz : 0;
}
