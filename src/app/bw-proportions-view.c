/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-proportions-view.h"

#include <glib/gi18n-lib.h>
#include <math.h>

struct _BwProportionsView
{
  BwIntervalsView parent_instance;
};

G_DEFINE_FINAL_TYPE (BwProportionsView, bw_proportions_view, BW_TYPE_INTERVALS_VIEW)

/* Whole percent; 0 and 100 only where it is none or all. */
static int
percent (double share)
{
  int whole = (int) lround (100 * share);

  if (share < 1)
    whole = MIN (whole, 99);
  return share > 0 ? MAX (whole, 1) : whole;
}

static char *
speak_row (const BwProportionsViewRow *row)
{
  const char *detail = row->spoken_detail ? row->spoken_detail : row->detail;
  GString *text = g_string_new (row->name);

  if (detail)
    g_string_append_printf (text, ", %s", detail);
  g_string_append (text, ": ");
  if (row->n == 0)
    g_string_append (text, _("nothing to judge by"));
  else
    /* Translators: 168 of 173 right, 97 %, likely between 93 and 99 % */
    g_string_append_printf (text, _("%u of %u right, %.0f %%, likely between %.0f and %.0f %%"),
                            row->correct, row->n, 100.0 * row->correct / row->n, 100 * row->low,
                            100 * row->high);
  return g_string_free (text, FALSE);
}

/* Empty where there was nothing to judge by. */
static void
append_share (GString                    *text,
              const BwProportionsViewRow *row,
              double                      share)
{
  g_string_append_c (text, '\t');
  if (row->n > 0)
    g_string_append_printf (text, _("%.1f %%"), 100 * share);
}

static char *
tell_cells (const BwProportionsViewRow *row)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\t%s\t%u\t%u", row->name, row->detail ? row->detail : "",
                          row->correct, row->n);
  append_share (text, row, (double) row->correct / MAX (row->n, 1));
  append_share (text, row, row->low);
  append_share (text, row, row->high);
  return g_string_free (text, FALSE);
}

/* The row with strings of its own, for clear_row() */
static void
fill_row (BwIntervalsViewRow         *own,
          const BwProportionsViewRow *row)
{
  *own = (BwIntervalsViewRow) {
    .row = {
      .name = row->name,
      .detail = row->detail,
      .known = row->n > 0,
      .value = (double) row->correct / MAX (row->n, 1),
      .low = row->low,
      .high = row->high,
      .is_used = row->is_used,
    },
    .spoken = speak_row (row),
    .cells = tell_cells (row),
  };
  if (row->n == 0)
    {
      own->row.figures[1] = g_strdup ("–");
      return;
    }
  /* Translators: how many were right of how many: "168 of 173" */
  own->row.figures[0] = g_strdup_printf (_("%u of %u"), row->correct, row->n);
  own->row.figures[1] = g_strdup_printf (_("%d %%"), percent (own->row.value));
  /* Translators: from a share to a share in per cent */
  own->row.figures[2] = g_strdup_printf (_("%d – %d %%"), percent (row->low), percent (row->high));
}

static void
clear_row (gpointer data)
{
  BwIntervalsViewRow *row = data;

  for (guint i = 0; i < BW_PLOT_INTERVALS_FIGURES; i++)
    g_free ((char *) row->row.figures[i]);
  g_free ((char *) row->spoken);
  g_free ((char *) row->cells);
}

static void
bw_proportions_view_class_init (BwProportionsViewClass *klass)
{
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "proportions-view");
}

static void
bw_proportions_view_init (BwProportionsView *self)
{
  BwIntervalsView *view = BW_INTERVALS_VIEW (self);
  const BwPlotIntervalsTick ticks[] = {
    { 0, "0" }, { 0.25, "25" }, { 0.5, "50" }, { 0.75, "75" },
    /* xgettext:no-c-format */
    { 1, _("100 %") },
  };
  /* Translators: titles of a table: what was judged, a note on it, how many were right of how many, the
   * share of right ones, and the ends of its 95 % interval */
  g_autofree char *headings = g_strdup_printf ("%s\t%s\t%s\t%s\t%s\t%s\t%s", _("Name"), _("Note"),
                                               _("Right"), _("Of"), _("Share"), _("At least"),
                                               _("At most"));

  bw_intervals_view_set_axis (view, 0, 1, ticks, G_N_ELEMENTS (ticks));
  bw_intervals_view_set_headings (view, headings);
  bw_intervals_view_set_title (view, _("Right answers"));
}

BwProportionsView *
bw_proportions_view_new (void)
{
  return g_object_new (BW_TYPE_PROPORTIONS_VIEW, NULL);
}

void
bw_proportions_view_set_rows (BwProportionsView          *self,
                              const BwProportionsViewRow *rows,
                              guint                       n_rows)
{
  g_autoptr (GArray) own = g_array_new (FALSE, TRUE, sizeof (BwIntervalsViewRow));

  g_return_if_fail (BW_IS_PROPORTIONS_VIEW (self));
  g_return_if_fail (rows != NULL || n_rows == 0);

  g_array_set_clear_func (own, clear_row);
  g_array_set_size (own, n_rows);
  for (guint i = 0; i < n_rows; i++)
    fill_row (&g_array_index (own, BwIntervalsViewRow, i), &rows[i]);
  bw_intervals_view_set_rows (BW_INTERVALS_VIEW (self),
                              (const BwIntervalsViewRow *) (void *) own->data, n_rows);
}

void
bw_proportions_view_set_reference (BwProportionsView *self,
                                   double             share,
                                   const char        *label)
{
  g_return_if_fail (BW_IS_PROPORTIONS_VIEW (self));

  bw_intervals_view_set_reference (BW_INTERVALS_VIEW (self), share, label);
}
