/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "signal/bw-hrv-nonlinear.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <string.h>

/* Pairs of runs are counted on ranks. Each interval becomes its place among the different values there
 * are, and "no more than r apart" becomes a range of places, found once for each value with the very
 * subtraction of the definition. Runs are sorted by their first place (by counting), so that those
 * whose first intervals are alike lie side by side, and the other two are compared eight at a time,
 * as 16-bit numbers. */

/* A deviation smaller than this is rounding: the intervals are all the same. */
#define NO_DEVIATION_MS 1e-6

typedef struct
{
  guint n;        /* different values */
  guint *rank;    /* (array): of each interval */
  guint *low;     /* (array length=n): first and last value alike this one */
  guint *high;
} Ranks;

/* Runs that begin at one place, sorted by their first rank. */
typedef struct
{
  guint n;
  guint *start;   /* (array length=ranks + 1): first run whose first rank is this */
  guint *first;   /* (array length=n): ranks */
  gpointer second, third; /* (array length=n): ranks of 16 or 32 bits; the third is not there for
                           * runs of two that end at a gap */
} Runs;

/* Runs that others are compared with. */
#define BLOCK 4
typedef struct
{
  guint low[2][BLOCK], width[2][BLOCK]; /* ranks that are alike, of the second and third interval */
  guint two[BLOCK], three[BLOCK];       /* found: alike in two intervals, and in all three */
} Queries;

/* name_block () compares the runs from @from to @to - 1, whose first intervals are alike, with all
 * four of @queries, name_one () with one of them, and adds what it finds. */
#define DEFINE_COUNT(name, Rank, Signed, LANES, MOST)                                              \
  typedef Rank name##_lanes __attribute__ ((vector_size (LANES * sizeof (Rank))));                 \
  typedef Signed name##_signed __attribute__ ((vector_size (LANES * sizeof (Rank))));              \
                                                                                                   \
  static inline void __attribute__ ((always_inline))                                               \
  name##_any (Queries    *queries,                                                                 \
              guint       first,                                                                   \
              const guint n,                                                                       \
              const Rank *second,                                                                  \
              const Rank *third,                                                                   \
              guint       from,                                                                    \
              guint       to)                                                                      \
  {                                                                                                \
    /* what computers compare is signed: everything is moved down by half of what a rank can be */ \
    const Rank half = (Rank) ((Rank) 1 << (8 * sizeof (Rank) - 1));                                \
    Rank low2[BLOCK], low3[BLOCK];                                                                 \
    Signed width2[BLOCK], width3[BLOCK];                                                           \
    guint j = from;                                                                                \
                                                                                                   \
    for (guint q = 0; q < n; q++)                                                                  \
      {                                                                                            \
        low2[q] = (Rank) (queries->low[0][first + q] + half);                                      \
        low3[q] = (Rank) (queries->low[1][first + q] + half);                                      \
        width2[q] = (Signed) (Rank) (queries->width[0][first + q] - half);                         \
        width3[q] = (Signed) (Rank) (queries->width[1][first + q] - half);                         \
      }                                                                                            \
    while (j + LANES <= to)                                                                        \
      {                                                                                            \
        /* a lane may count no further than it reaches */                                          \
        const guint n_lanes = LANES * MIN ((to - j) / LANES, MOST), end = j + n_lanes;             \
        name##_lanes not_two[BLOCK] = { 0 }, not_three[BLOCK] = { 0 };                             \
                                                                                                   \
        for (; j < end; j += LANES)                                                                \
          {                                                                                        \
            name##_lanes x2, x3;                                                                   \
                                                                                                   \
            memcpy (&x2, second + j, sizeof x2);                                                   \
            memcpy (&x3, third + j, sizeof x3);                                                    \
            for (guint q = 0; q < n; q++)                                                          \
              {                                                                                    \
                const name##_lanes off2 = (name##_lanes) ((name##_signed) (x2 - low2[q])           \
                                                          > width2[q]);                            \
                const name##_lanes off3 = (name##_lanes) ((name##_signed) (x3 - low3[q])           \
                                                          > width3[q]);                            \
                                                                                                   \
                not_two[q] -= off2;                                                                \
                not_three[q] -= off2 | off3;                                                       \
              }                                                                                    \
          }                                                                                        \
        for (guint q = 0; q < n; q++)                                                              \
          {                                                                                        \
            queries->two[first + q] += n_lanes;                                                    \
            queries->three[first + q] += n_lanes;                                                  \
            for (guint l = 0; l < LANES; l++)                                                      \
              {                                                                                    \
                queries->two[first + q] -= not_two[q][l];                                          \
                queries->three[first + q] -= not_three[q][l];                                      \
              }                                                                                    \
          }                                                                                        \
      }                                                                                            \
    for (; j < to; j++)                                                                            \
      for (guint q = 0; q < n; q++)                                                                \
        {                                                                                          \
          const guint alike2 = (Signed) (Rank) (second[j] - low2[q]) <= width2[q];                 \
          const guint alike3 = (Signed) (Rank) (third[j] - low3[q]) <= width3[q];                  \
                                                                                                   \
          queries->two[first + q] += alike2;                                                       \
          queries->three[first + q] += alike2 & alike3;                                            \
        }                                                                                          \
  }                                                                                                \
                                                                                                   \
  static void                                                                                      \
  name##_block (Queries    *queries,                                                               \
                const Runs *runs,                                                                  \
                guint       from,                                                                  \
                guint       to)                                                                    \
  {                                                                                                \
    name##_any (queries, 0, BLOCK, runs->second, runs->third ? runs->third : runs->second, from,   \
                to);                                                                               \
  }                                                                                                \
                                                                                                   \
  static void                                                                                      \
  name##_one (Queries    *queries,                                                                 \
              guint       which,                                                                   \
              const Runs *runs,                                                                    \
              guint       from,                                                                    \
              guint       to)                                                                      \
  {                                                                                                \
    name##_any (queries, which, 1, runs->second, runs->third ? runs->third : runs->second, from,   \
                to);                                                                               \
  }

DEFINE_COUNT (count_16, guint16, gint16, 8, 65535)
DEFINE_COUNT (count_32, guint32, gint32, 4, G_MAXINT32)

static double
standard_deviation (const BwRr *nn)
{
  double mean = 0, squares = 0;

  for (guint i = 0; i < nn->n; i++)
    mean += nn->rr_ms[i];
  mean /= MAX (nn->n, 1);
  for (guint i = 0; i < nn->n; i++)
    squares += (nn->rr_ms[i] - mean) * (nn->rr_ms[i] - mean);
  return nn->n > 1 ? sqrt (squares / (nn->n - 1)) : 0;
}

static void
ranks_clear (Ranks *self)
{
  g_free (self->rank);
  g_free (self->low);
  g_free (self->high);
}

static void
ranks_init (Ranks      *self,
            const BwRr *nn,
            double      r)
{
  g_autofree double *values = g_new (double, nn->n);
  g_autofree gsize *order = g_new (gsize, nn->n);

  gsl_sort_index (order, nn->rr_ms, 1, nn->n);
  self->rank = g_new (guint, nn->n);
  self->n = 0;
  for (guint i = 0; i < nn->n; i++)
    {
      const double value = nn->rr_ms[order[i]];

      if (self->n == 0 || value > values[self->n - 1])
        values[self->n++] = value;
      self->rank[order[i]] = self->n - 1;
    }
  self->low = g_new (guint, self->n);
  self->high = g_new (guint, self->n);
  for (guint v = 0, low = 0, high = 0; v < self->n; v++)
    {
      while (values[v] - values[low] > r)
        low++;
      while (high + 1 < self->n && values[high + 1] - values[v] <= r)
        high++;
      self->low[v] = low;
      self->high[v] = high;
    }
}

static void
runs_clear (Runs *self)
{
  g_free (self->start);
  g_free (self->first);
  g_free (self->second);
  g_free (self->third);
}

static gboolean
has_third (const BwRr *nn,
           guint       i)
{
  return i + 2 < nn->n && bw_rr_contiguous (nn, i + 1);
}

static void
put (gpointer ranks,
     gboolean is_wide,
     guint    at,
     guint    rank)
{
  if (is_wide)
    ((guint32 *) ranks)[at] = rank;
  else
    ((guint16 *) ranks)[at] = (guint16) rank;
}

static guint
take (gconstpointer ranks,
      gboolean      is_wide,
      guint         at)
{
  return is_wide ? ((const guint32 *) ranks)[at] : ((const guint16 *) ranks)[at];
}

/* The runs of three, or those of two that a gap ends. */
static void
runs_init (Runs        *self,
           const BwRr  *nn,
           const Ranks *ranks,
           gboolean     of_three,
           gboolean     is_wide)
{
  const gsize size = is_wide ? sizeof (guint32) : sizeof (guint16);
  g_autofree guint *next = NULL;

  self->start = g_new0 (guint, ranks->n + 1);
  for (guint i = 0; i + 1 < nn->n; i++)
    if (bw_rr_contiguous (nn, i) && has_third (nn, i) == of_three)
      self->start[ranks->rank[i] + 1]++;
  for (guint v = 0; v < ranks->n; v++)
    self->start[v + 1] += self->start[v];
  self->n = self->start[ranks->n];
  self->first = g_new (guint, MAX (self->n, 1));
  self->second = g_malloc_n (MAX (self->n, 1), size);
  self->third = of_three ? g_malloc_n (MAX (self->n, 1), size) : NULL;

  next = g_memdup2 (self->start, (ranks->n + 1) * sizeof *self->start);
  for (guint i = 0; i + 1 < nn->n; i++)
    if (bw_rr_contiguous (nn, i) && has_third (nn, i) == of_three)
      {
        const guint at = next[ranks->rank[i]]++;

        self->first[at] = ranks->rank[i];
        put (self->second, is_wide, at, ranks->rank[i + 1]);
        if (of_three)
          put (self->third, is_wide, at, ranks->rank[i + 2]);
      }
}

/* The sum of logarithms as few logarithms of products. */
typedef struct
{
  double sum, product;
} LogSum;

static void
log_sum_add (LogSum *self,
             guint   count)
{
  self->product *= count;
  if (self->product > 1e290)
    {
      self->sum += log (self->product);
      self->product = 1;
    }
}

static double
log_sum_get (const LogSum *self)
{
  return self->sum + log (self->product);
}

typedef struct
{
  guint64 pairs2, pairs3; /* alike, both ways and each with itself: of the runs of three */
  LogSum log2, log3;      /* of how many are like each: of all runs of two, and of three */
} Counts;

/* Compares @queries, whose first ranks are @first and ascend, with @runs: all four at once where the first
 * intervals are alike to those of all of them, which with neighbours is nearly everywhere. */
static void
compare (Queries     *queries,
         const guint *first, /* BLOCK */
         const Runs  *runs,
         const Ranks *ranks,
         gboolean     is_wide)
{
  guint from[BLOCK], to[BLOCK], begin, end;

  for (guint q = 0; q < BLOCK; q++)
    {
      from[q] = runs->start[ranks->low[first[q]]];
      to[q] = runs->start[ranks->high[first[q]] + 1];
      queries->two[q] = queries->three[q] = 0;
    }
  begin = from[BLOCK - 1];
  end = MAX (to[0], begin);
  if (is_wide)
    count_32_block (queries, runs, begin, end);
  else
    count_16_block (queries, runs, begin, end);
  for (guint q = 0; q < BLOCK; q++)
    {
      const guint before = MIN (begin, to[q]), after = MAX (end, from[q]);

      if (is_wide)
        {
          count_32_one (queries, q, runs, from[q], before);
          count_32_one (queries, q, runs, after, to[q]);
        }
      else
        {
          count_16_one (queries, q, runs, from[q], before);
          count_16_one (queries, q, runs, after, to[q]);
        }
    }
}

/* Counts what is like each of the runs @of. */
static void
count (Counts      *counts,
       const Runs  *of,
       const Runs  *three,
       const Runs  *two,
       const Ranks *ranks,
       gboolean     is_wide)
{
  for (guint i = 0; i < of->n; i += BLOCK)
    {
      const guint n = MIN (of->n - i, BLOCK);
      guint first[BLOCK];
      Queries queries, pairs = { 0 };

      for (guint q = 0; q < BLOCK; q++)
        {
          const guint at = i + MIN (q, n - 1);

          first[q] = of->first[at];
          for (guint k = 0; k < 2; k++)
            {
              const guint rank = take (k == 0 || of->third == NULL ? of->second : of->third,
                                       is_wide, at);

              queries.low[k][q] = ranks->low[rank];
              queries.width[k][q] = ranks->high[rank] - ranks->low[rank];
            }
        }
      if (two->n > 0)
        {
          pairs = queries;
          compare (&pairs, first, two, ranks, is_wide);
        }
      compare (&queries, first, three, ranks, is_wide);
      for (guint q = 0; q < n; q++)
        {
          log_sum_add (&counts->log2, queries.two[q] + pairs.two[q]);
          if (of->third == NULL)
            continue;
          log_sum_add (&counts->log3, queries.three[q]);
          counts->pairs2 += queries.two[q];
          counts->pairs3 += queries.three[q];
        }
    }
}

void
bw_hrv_entropy (BwHrvEntropy *result,
                const BwRr   *nn,
                double        tolerance)
{
  const double deviation = standard_deviation (nn);
  Counts counts = { .log2 = { 0, 1 }, .log3 = { 0, 1 } };
  Ranks ranks = { 0 };
  Runs three = { 0 }, two = { 0 };
  guint n;
  gboolean is_wide;

  *result = (BwHrvEntropy){ 0 };
  for (guint i = 0; i + 1 < nn->n; i++)
    result->n_templates += bw_rr_contiguous (nn, i);
  n = result->n_templates;
  if (n < 2 || !(deviation > NO_DEVIATION_MS))
    return;

  ranks_init (&ranks, nn, tolerance * deviation);
  is_wide = ranks.n > G_MAXUINT16 + 1;
  runs_init (&three, nn, &ranks, TRUE, is_wide);
  runs_init (&two, nn, &ranks, FALSE, is_wide);
  count (&counts, &three, &three, &two, &ranks, is_wide);
  count (&counts, &two, &three, &two, &ranks, is_wide);

  if (counts.pairs3 > three.n)
    {
      result->has_sampen = TRUE;
      result->sampen = log ((double) (counts.pairs2 - three.n) / (counts.pairs3 - three.n));
    }
  if (three.n > 0)
    {
      const double phi2 = log_sum_get (&counts.log2) / n - log (n);
      const double phi3 = log_sum_get (&counts.log3) / three.n - log (three.n);

      result->has_apen = TRUE;
      result->apen = phi2 - phi3;
    }
  runs_clear (&two);
  runs_clear (&three);
  ranks_clear (&ranks);
}
