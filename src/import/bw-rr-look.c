/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "import/bw-rr-columns.h"

#include "import/bw-fields.h"
#include "import/bw-moment.h"

#include <math.h>

/* Columns of files without a heading, told by what is in them. */

#define MAX_ROWS 1000

/* Shares of the rows. */
#define MOST 0.9
#define MANY 0.6

/* A column that is the sum of another differs from it by rounding, and by gaps. */
#define AGREEMENT 0.1

/* Columns of one list have medians that are no further apart. */
#define SAME_SIZE 0.25

typedef struct
{
  guint n;                                /* rows */
  int n_columns;
  double *values[BW_RR_MAX_COLUMNS];      /* NAN where it is neither a number nor a time */
  gboolean clocks[BW_RR_MAX_COLUMNS];     /* most are times, then in ms */
  gboolean days[BW_RR_MAX_COLUMNS];       /* most are days alone */
} Matrix;

static void
matrix_clear (Matrix *self)
{
  for (int i = 0; i < BW_RR_MAX_COLUMNS; i++)
    g_clear_pointer (&self->values[i], g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Matrix, matrix_clear)

/* --- Separators ---------------------------------------------------------------------------------- */

/* How many fields most of the rows have; 0 where they differ. */
static int
count_fields (const BwSlice *rows,
              guint          n,
              char           separator)
{
  guint counts[BW_RR_MAX_COLUMNS + 1] = { 0 };
  int best = 0;

  for (guint i = 0; i < n; i++)
    {
      int fields = bw_rr_split (rows[i], separator, NULL, 0);

      counts[MIN (fields, BW_RR_MAX_COLUMNS)]++;
    }
  for (int k = 1; k < BW_RR_MAX_COLUMNS; k++)
    if (counts[k] > counts[best])
      best = k;
  return counts[best] >= MOST * n ? best : 0;
}

static guint
count_rows_with (const BwSlice *rows,
                 guint          n,
                 char           c)
{
  guint with = 0;

  for (guint i = 0; i < n; i++)
    with += memchr (rows[i].text, c, rows[i].length) != NULL;
  return with;
}

/* Whether what stands before the commas goes on as a time or a count does; decimals before a comma do
 * not. */
static gboolean
comma_parts_columns (const BwSlice *rows,
                     guint          n)
{
  double last = -1;
  guint rises = 0;

  for (guint i = 0; i < n; i++)
    {
      BwSlice fields[3];
      double value;
      int k = bw_rr_split (rows[i], ',', fields, 3);

      if (k > 2 || memchr (rows[i].text, '.', rows[i].length) != NULL
          || memchr (rows[i].text, ' ', rows[i].length) != NULL)
        return TRUE;
      if (k < 2 || !bw_fields_number (fields[0], &value) || value < last)
        return FALSE;
      rises += value > last;
      last = value;
    }
  return rises > 0.3 * n;
}

static char
find_separator (const BwSlice *rows,
                guint          n)
{
  if (count_rows_with (rows, n, ';') > n / 2)
    return ';';
  /* Empty fields count between tabs, where most rows have as many. */
  if (count_rows_with (rows, n, '\t') > n / 2)
    return count_fields (rows, n, '\t') > 1 ? '\t' : BW_RR_BLANKS;
  if (count_rows_with (rows, n, ',') > n / 2 && comma_parts_columns (rows, n))
    return ',';
  return count_rows_with (rows, n, ' ') > n / 2 ? BW_RR_BLANKS : BW_RR_WHOLE;
}

/* --- What is in a column --------------------------------------------------------------------------- */

static void
matrix_read (Matrix        *self,
             const BwSlice *rows,
             guint          n,
             char           separator)
{
  static const BwMomentRules rules = { .order = BW_DATE_DAY_FIRST };
  guint n_clocks[BW_RR_MAX_COLUMNS] = { 0 }, n_days[BW_RR_MAX_COLUMNS] = { 0 };

  self->n = n;
  for (int c = 0; c < self->n_columns; c++)
    self->values[c] = g_new (double, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    {
      BwSlice fields[BW_RR_MAX_COLUMNS];
      int k = bw_rr_split (rows[i], separator, fields, BW_RR_MAX_COLUMNS);

      for (int c = 0; c < self->n_columns; c++)
        {
          double *value = &self->values[c][i];
          BwMomentSort sort;
          gint64 time_ms;
          int offset_min;

          *value = NAN;
          if (c >= k || bw_fields_number (fields[c], value))
            continue;
          *value = NAN;
          if (bw_rr_parse_clock (fields[c], value))
            {
              n_clocks[c]++;
              continue;
            }
          sort = bw_moment_parse (&rules, fields[c], &time_ms, &offset_min);
          *value = sort == BW_MOMENT_INSTANT ? (double) time_ms : (double) NAN;
          n_clocks[c] += sort == BW_MOMENT_INSTANT;
          n_days[c] += sort == BW_MOMENT_DAY;
        }
    }
  for (int c = 0; c < self->n_columns; c++)
    {
      self->clocks[c] = n_clocks[c] > n / 2;
      self->days[c] = n_days[c] > n / 2;
    }
}

typedef struct
{
  guint n;          /* numbers */
  guint n_falls;
  guint n_rises;
  guint n_counts;   /* one more than the one before */
  double first, last;
  gboolean varies;
} Course;

static Course
course_of (const double *values,
           guint         n)
{
  Course course = { 0 };

  for (guint i = 0; i < n; i++)
    {
      double value = values[i];

      if (!isfinite (value))
        continue;
      if (course.n++ == 0)
        course.first = value;
      else
        {
          course.n_falls += value < course.last;
          course.n_rises += value > course.last;
          course.n_counts += fabs (value - course.last - 1) < 1e-9;
          course.varies |= fabs (value - course.first) > 1e-9;
        }
      course.last = value;
    }
  return course;
}

static gboolean
is_numbers (const Matrix *self,
            const Course *course)
{
  return course->n >= MOST * self->n && course->n >= 1;
}

static gboolean
never_falls (const Course *course)
{
  return course->n > 1 && course->n_falls == 0 && course->n_rises > 0;
}

static gboolean
is_count (const Course *course)
{
  return course->n > 2 && course->n_counts == course->n - 1;
}

static gboolean
is_plausible (const double *values,
              guint         n,
              BwRrUnit     *unit)
{
  *unit = bw_rr_guess_unit (values, n);
  return bw_rr_plausible_share (values, n, *unit) >= MANY;
}

/* Share of the steps of @times that are the interval of their row or of the one before, on a scale
 * that the sums tell. */
static double
agreement (const double *times,
           const double *values,
           guint         n,
           BwRrUnit      unit)
{
  double sum = 0, span = 0, scale = 1;
  guint agree[2] = { 0 }, all = 0;

  for (guint i = 1; i < n; i++)
    if (isfinite (times[i]) && isfinite (times[i - 1]) && values[i] > 0)
      {
        sum += bw_rr_unit_to_ms (unit, values[i]);
        span += times[i] - times[i - 1];
      }
  if (!(sum > 0 && span > 0))
    return 0;
  /* ns, µs, ms, s, min: a gap makes the span longer, not a thousand times. */
  scale = pow (1000, round (log (sum / span) / log (1000)));
  for (guint i = 1; i < n; i++)
    if (isfinite (times[i]) && isfinite (times[i - 1]) && values[i] > 0 && values[i - 1] > 0)
      {
        double step = (times[i] - times[i - 1]) * scale;

        all++;
        for (guint before = 0; before < 2; before++)
          {
            double rr = bw_rr_unit_to_ms (unit, values[i - before]);

            agree[before] += fabs (step - rr) <= AGREEMENT * rr;
          }
      }
  return all > 0 ? (double) MAX (agree[0], agree[1]) / all : 0;
}

/* --- Which is which -------------------------------------------------------------------------------- */

/* PhysioNet's annotations as text: a time, the sample, a letter, and more. */
static gboolean
find_annotations (BwRrColumns   *self,
                  const Matrix  *matrix,
                  const BwSlice *rows,
                  guint          n)
{
  guint n_beats = 0;

  if (matrix->n_columns < 6 || !matrix->clocks[0])
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      BwSlice fields[3];

      if (bw_rr_split (rows[i], self->separator, fields, 3) < 3 || fields[2].length != 1)
        return FALSE;
      n_beats += memchr (BW_RR_BEAT_LETTERS, fields[2].text[0],
                          sizeof BW_RR_BEAT_LETTERS - 1) != NULL;
    }
  self->rr = 0;
  self->symbol = 2;
  self->beats = TRUE;
  return n_beats >= MANY * n;
}

/* One column that always rises by what an interval can last: the times of the beats themselves. */
static gboolean
is_beat_times (const double *values,
               guint         n)
{
  g_autofree double *steps = g_new (double, MAX (n, 1));
  BwRrUnit unit;
  guint m = 0;

  for (guint i = 1; i < n; i++)
    if (isfinite (values[i]) && isfinite (values[i - 1]))
      {
        if (values[i] <= values[i - 1])
          return FALSE;
        steps[m++] = values[i] - values[i - 1];
      }
  return m >= 7 && is_plausible (steps, m, &unit) && unit != BW_RR_UNIT_BPM;
}

/* Share of the rows whose numbers in both columns are the same: one is the other, corrected. */
static double
sameness (const Matrix *matrix,
          int           a,
          int           b)
{
  guint same = 0;

  for (guint i = 0; i < matrix->n; i++)
    same += fabs (matrix->values[a][i] - matrix->values[b][i]) < 1e-9;
  return (double) same / MAX (matrix->n, 1);
}

/* Whether all columns are intervals in one unit and of one size, and none is made of another: several
 * a line. */
static gboolean
is_spread (const Matrix *matrix)
{
  BwRrUnit first = BW_RR_UNIT_MS;
  double size = 0;

  for (int c = 0; c < matrix->n_columns; c++)
    {
      const double *values = matrix->values[c];
      Course course = course_of (values, matrix->n);
      double median = bw_rr_median (values, matrix->n);
      BwRrUnit unit;

      if (matrix->clocks[c] || course.n < MANY * matrix->n || !is_plausible (values, matrix->n, &unit)
          || unit == BW_RR_UNIT_BPM || (matrix->n > 4 && never_falls (&course)))
        return FALSE;
      if (c > 0
          && (unit != first || fabs (median - size) > SAME_SIZE * size
              || (matrix->n > 1 && sameness (matrix, c - 1, c) >= 0.5)))
        return FALSE;
      first = unit;
      size = median;
    }
  return TRUE;
}

static gboolean
find_among (BwRrColumns  *self,
            const Matrix *matrix)
{
  double best = -1;

  for (int c = 0; c < matrix->n_columns; c++)
    {
      const double *values = matrix->values[c];
      Course course = course_of (values, matrix->n);
      BwRrUnit unit;
      gboolean agrees = FALSE;
      double rating;
      int time = -1;

      if (matrix->clocks[c] || !is_numbers (matrix, &course) || is_count (&course)
          || !is_plausible (values, matrix->n, &unit))
        continue;
      rating = (unit != BW_RR_UNIT_BPM ? 0.2 : 0) + (course.varies ? 0.1 : 0)
               + (matrix->n > 4 && never_falls (&course) ? 0 : 0.05);
      for (int t = 0; t < matrix->n_columns; t++)
        {
          Course other = course_of (matrix->values[t], matrix->n);

          if (t == c || !is_numbers (matrix, &other) || !never_falls (&other))
            continue;
          if (time < 0 && !is_count (&other))
            time = t;
          if (agreement (matrix->values[t], values, matrix->n, unit) >= MANY)
            {
              time = t;
              agrees = TRUE;
              break;
            }
        }
      rating += agrees ? 1 : 0;
      /* Numbers of the size of heart rates may be of anything. */
      if (unit == BW_RR_UNIT_BPM && !agrees)
        continue;
      if (rating > best)
        {
          best = rating;
          self->rr = c;
          self->time = time;
        }
    }
  for (int c = 0; c < matrix->n_columns && self->time >= 0 && matrix->clocks[self->time]; c++)
    if (matrix->days[c])
      self->date = c;
  return best >= 0;
}

/* A list with lines of any length: what is in it is told by its first numbers. */
static gboolean
look_at_list (BwRrColumns   *self,
              const BwSlice *rows,
              guint          n)
{
  double values[MAX_ROWS];
  guint m = 0;
  BwRrUnit unit;

  for (guint i = 0; i < n && m < MAX_ROWS; i++)
    {
      BwSlice rest = rows[i], field;

      while (m < MAX_ROWS && bw_rr_take_field (&rest, self->separator, &field))
        m += bw_fields_number (field, &values[m]);
    }
  self->spread = TRUE;
  return is_plausible (values, m, &unit) && unit != BW_RR_UNIT_BPM;
}

gboolean
bw_rr_columns_from_rows (BwRrColumns   *self,
                         const BwSlice *rows,
                         guint          n)
{
  g_auto (Matrix) matrix = { 0 };
  BwRrUnit unit;

  n = MIN (n, MAX_ROWS);
  if (n == 0)
    return FALSE;
  *self = (BwRrColumns) { .rr = 0, .time = -1, .date = -1, .symbol = -1 };
  self->separator = find_separator (rows, n);
  matrix.n_columns = self->separator == BW_RR_WHOLE ? 1 : count_fields (rows, n, self->separator);
  if (matrix.n_columns == 0)
    return look_at_list (self, rows, n);
  matrix_read (&matrix, rows, n, self->separator);

  if (find_annotations (self, &matrix, rows, n))
    return TRUE;
  self->rr = 0;
  self->symbol = -1;
  self->beats = FALSE;
  if (matrix.n_columns == 1)
    {
      self->beats = is_beat_times (matrix.values[0], n);
      return self->beats || is_plausible (matrix.values[0], n, &unit);
    }
  self->spread = is_spread (&matrix);
  return self->spread || find_among (self, &matrix);
}
