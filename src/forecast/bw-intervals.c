/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "forecast/bw-intervals.h"

static int
compare_start (gconstpointer a,
               gconstpointer b)
{
  const BwInterval *x = a, *y = b;

  if (x->start_ms != y->start_ms)
    return x->start_ms < y->start_ms ? -1 : 1;
  return x->end_ms < y->end_ms ? -1 : x->end_ms > y->end_ms;
}

void
bw_intervals_unite (GArray *intervals)
{
  BwInterval *v = (BwInterval *) (void *) intervals->data;
  guint n = 0;

  g_array_sort (intervals, compare_start);
  for (guint i = 0; i < intervals->len; i++)
    {
      if (n > 0 && v[i].start_ms <= v[n - 1].end_ms)
        v[n - 1].end_ms = MAX (v[n - 1].end_ms, v[i].end_ms);
      else
        v[n++] = (BwInterval){ v[i].start_ms, v[i].end_ms, 0 };
    }
  g_array_set_size (intervals, n);
}

/* The first interval that ends after @time_ms. */
static guint
first_after (const GArray *united,
             gint64        time_ms)
{
  guint low = 0, high = united->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (united, BwInterval, middle).end_ms <= time_ms)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

gint64
bw_intervals_covered (const GArray *united,
                      gint64        from_ms,
                      gint64        to_ms)
{
  gint64 sum = 0;

  for (guint i = first_after (united, from_ms); i < united->len; i++)
    {
      const BwInterval *v = &g_array_index (united, BwInterval, i);

      if (v->start_ms >= to_ms)
        break;
      sum += MIN (v->end_ms, to_ms) - MAX (v->start_ms, from_ms);
    }
  return sum;
}

typedef struct
{
  const gint64 *start_ms;
  guint n;
  gint64 end_ms;
  double *amount;
  guint8 *known;
} Hours;

static guint
find_hour (const Hours *hours,
           gint64       time_ms)
{
  guint low = 0, high = hours->n;

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (hours->start_ms[middle] <= time_ms)
        low = middle;
      else
        high = middle;
    }
  return low;
}

/* Gives [from_ms, to_ms) its part of @interval, hour by hour. */
static void
give (const Hours      *hours,
      const BwInterval *interval,
      gint64            from_ms,
      gint64            to_ms)
{
  double length = (double) (interval->end_ms - interval->start_ms);

  if (to_ms <= hours->start_ms[0] || from_ms >= hours->end_ms)
    return;
  for (guint i = find_hour (hours, from_ms); i < hours->n && hours->start_ms[i] < to_ms; i++)
    {
      gint64 end = i + 1 < hours->n ? hours->start_ms[i + 1] : hours->end_ms;
      gint64 part = MIN (end, to_ms) - MAX (hours->start_ms[i], from_ms);

      if (part <= 0)
        continue;
      hours->amount[i] += interval->value * (double) part / length;
      hours->known[i] = 1;
    }
}

static void
give_point (const Hours      *hours,
            const BwInterval *interval)
{
  guint i;

  if (interval->start_ms < hours->start_ms[0] || interval->start_ms >= hours->end_ms)
    return;
  i = find_hour (hours, interval->start_ms);
  hours->amount[i] += interval->value;
  hours->known[i] = 1;
}

void
bw_intervals_spread (GPtrArray    *sources,
                     const gint64 *start_ms,
                     guint         n,
                     gint64        end_ms,
                     double       *amount,
                     guint8       *known)
{
  const Hours hours = { start_ms, n, end_ms, amount, known };
  g_autoptr (GArray) told = g_array_new (FALSE, FALSE, sizeof (BwInterval));

  if (n == 0)
    return;
  for (guint s = 0; s < sources->len; s++)
    {
      GArray *source = g_ptr_array_index (sources, s);

      for (guint i = 0; i < source->len; i++)
        {
          const BwInterval *v = &g_array_index (source, BwInterval, i);
          gint64 at = v->start_ms;
          guint j = first_after (told, at);

          if (v->start_ms == v->end_ms)
            {
              if (j == told->len || g_array_index (told, BwInterval, j).start_ms > at)
                give_point (&hours, v);
              continue;
            }
          for (; j < told->len && at < v->end_ms; j++)
            {
              const BwInterval *t = &g_array_index (told, BwInterval, j);

              if (t->start_ms > at)
                give (&hours, v, at, MIN (t->start_ms, v->end_ms));
              at = MAX (at, t->end_ms);
            }
          if (at < v->end_ms)
            give (&hours, v, at, v->end_ms);
        }
      if (s + 1 < sources->len)
        {
          g_array_append_vals (told, source->data, source->len);
          bw_intervals_unite (told);
        }
    }
}
