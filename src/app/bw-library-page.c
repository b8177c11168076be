/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-library-page.h"

#include "app/bw-format.h"
#include "app/bw-span-bar.h"

#include <glib/gi18n-lib.h>

/* Kinds shown before one asks for all of them: a real library holds some forty. */
#define FIRST_KINDS 8
#define MAX_PROBLEMS 100

/* How long an opening row is kept in sight, and the room left above it. */
#define FOLLOW_US (400 * G_TIME_SPAN_MILLISECOND)
#define FOLLOW_MARGIN 60

/* One row of the kinds list. */
typedef struct
{
  char *name;
  char *unit;
  gint64 count;
  gint64 first_ms, last_ms;
} Held;

struct _BwLibraryPage
{
  AdwBin parent_instance;

  /* Template children. */
  GtkScrolledWindow *scroller;
  AdwPreferencesGroup *held;
  GtkFlowBox *figures;
  AdwPreferencesGroup *kinds_group;
  GtkListBox *kinds;
  GtkListBox *imports;
  AdwActionRow *file;
  GtkLabel *size;

  /* Owned. */
  GTimeZone *zone;
  GArray *rows;  /* (element-type Held) */
  gint64 from_ms, to_ms;
  guint follow_id;
  gint64 follow_until_us;

  /* Borrowed. */
  GtkWidget *more;
  GtkWidget *newest;
};

G_DEFINE_FINAL_TYPE (BwLibraryPage, bw_library_page, ADW_TYPE_BIN)

static void
held_clear (gpointer data)
{
  Held *held = data;

  g_free (held->name);
  g_free (held->unit);
}

static void
clear_list (GtkListBox *list)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (list))) != NULL)
    gtk_list_box_remove (list, child);
}

/* --- Figures --------------------------------------------------------------------------------- */

static void
add_figure (BwLibraryPage *self,
            gint64         count,
            const char    *what)
{
  g_autofree char *number = bw_format_count (count);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *value = gtk_label_new (number);
  GtkWidget *caption = gtk_label_new (what);
  GtkWidget *child = gtk_flow_box_child_new ();
  g_autofree char *spoken = NULL;

  gtk_widget_add_css_class (value, "title-2");
  gtk_widget_add_css_class (value, "tabular");
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "caption");
  gtk_label_set_wrap (GTK_LABEL (caption), TRUE);
  gtk_label_set_justify (GTK_LABEL (caption), GTK_JUSTIFY_CENTER);
  gtk_box_append (GTK_BOX (box), value);
  gtk_box_append (GTK_BOX (box), caption);
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "figure");
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), box);
  gtk_widget_set_focusable (child, FALSE);
  /* Translators: a number and what it counts: "24,657 records". */
  spoken = g_strdup_printf (_("%s %s"), number, what);
  gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_flow_box_append (self->figures, child);
}

static void
show_figures (BwLibraryPage         *self,
              const BwLibraryCounts *counts)
{
  const struct
  {
    gint64 count;
    const char *what;
    gboolean always;
  } figures[] = {
    { counts->records, ngettext ("record", "records", (gulong) counts->records), TRUE },
    { counts->readings, ngettext ("HRV reading with beats", "HRV readings with beats",
                                  (gulong) counts->readings), TRUE },
    { counts->beats, ngettext ("heartbeat", "heartbeats", (gulong) counts->beats), FALSE },
    { counts->ecgs, ngettext ("ECG recording", "ECG recordings", (gulong) counts->ecgs), FALSE },
    { counts->rr_recordings, ngettext ("RR recording", "RR recordings",
                                       (gulong) counts->rr_recordings), FALSE },
    { counts->workouts, ngettext ("workout", "workouts", (gulong) counts->workouts), TRUE },
    { counts->activity_days, ngettext ("activity day", "activity days",
                                       (gulong) counts->activity_days), FALSE },
    { counts->fasting, ngettext ("fasting label", "fasting labels", (gulong) counts->fasting),
      FALSE },
    { counts->glucose, ngettext ("after-glucose label", "after-glucose labels",
                                 (gulong) counts->glucose), FALSE },
  };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->figures))) != NULL)
    gtk_flow_box_remove (self->figures, child);
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    if (figures[i].always || figures[i].count > 0)
      add_figure (self, figures[i].count, figures[i].what);
}

/* --- Kinds ----------------------------------------------------------------------------------- */

static void
hold (BwLibraryPage *self,
      char          *name,
      const char    *unit,
      gint64         count,
      gint64         first_ms,
      gint64         last_ms)
{
  Held held = { name, g_strdup (unit), count, first_ms, last_ms };

  g_array_append_val (self->rows, held);
  if (self->rows->len == 1)
    {
      self->from_ms = first_ms;
      self->to_ms = last_ms;
    }
  self->from_ms = MIN (self->from_ms, first_ms);
  self->to_ms = MAX (self->to_ms, last_ms);
}

static GtkWidget *
label_new (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static GtkWidget *
kind_row_new (BwLibraryPage *self,
              const Held    *held)
{
  g_autofree char *count = bw_format_count (held->count);
  g_autofree char *span = bw_format_span (held->first_ms, held->last_ms, self->zone);
  g_autofree char *spoken = NULL;
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *top = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = label_new (held->name, NULL);
  GtkWidget *number = label_new (count, "tabular");
  GtkWidget *when = label_new (span, "caption");
  GtkWidget *unit = label_new (bw_format_unit (held->unit), "caption");

  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_hexpand (when, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (number), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (when), PANGO_ELLIPSIZE_NONE);
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_add_css_class (unit, "dim-label");
  gtk_box_append (GTK_BOX (top), name);
  gtk_box_append (GTK_BOX (top), number);
  gtk_box_append (GTK_BOX (foot), when);
  gtk_box_append (GTK_BOX (foot), unit);
  gtk_box_append (GTK_BOX (box), top);
  gtk_box_append (GTK_BOX (box),
                  bw_span_bar_new (held->first_ms, held->last_ms, self->from_ms, self->to_ms));
  gtk_box_append (GTK_BOX (box), foot);
  gtk_widget_add_css_class (box, "kind");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  /* Translators: a kind of data, how many there are, and when: "Heart rate: 24,657, 12 May 2024 –
   * 3 Jan 2025". */
  spoken = g_strdup_printf (_("%s: %s, %s"), held->name, count, span);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  return row;
}

static void
append_kinds (BwLibraryPage *self,
              guint          from,
              guint          to)
{
  for (guint i = from; i < to; i++)
    gtk_list_box_append (self->kinds, kind_row_new (self, &g_array_index (self->rows, Held, i)));
}

static void
append_more (BwLibraryPage *self)
{
  g_autofree char *text = g_strdup_printf (
      ngettext ("Show %u More Kind", "Show %u More Kinds", self->rows->len - FIRST_KINDS),
      self->rows->len - FIRST_KINDS);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "more");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_list_box_append (self->kinds, row);
  self->more = row;
}

static void
on_kind_activated (BwLibraryPage *self,
                   GtkListBoxRow *row)
{
  if (GTK_WIDGET (row) != self->more)
    return;
  gtk_list_box_remove (self->kinds, self->more);
  self->more = NULL;
  append_kinds (self, FIRST_KINDS, self->rows->len);
  gtk_widget_grab_focus (
      GTK_WIDGET (gtk_list_box_get_row_at_index (self->kinds, FIRST_KINDS)));
}

static void
show_kinds (BwLibraryPage   *self,
            const BwSummary *summary)
{
  g_array_set_size (self->rows, 0);
  self->more = NULL;
  clear_list (self->kinds);
  if (summary->counts.readings > 0)
    hold (self, g_strdup (_("HRV readings with beats")), "", summary->counts.readings,
          summary->readings_first_ms, summary->readings_last_ms);
  if (summary->counts.ecgs > 0)
    hold (self, g_strdup (_("ECG recordings")), "", summary->counts.ecgs, summary->ecgs_first_ms,
          summary->ecgs_last_ms);
  if (summary->counts.rr_recordings > 0)
    hold (self, g_strdup (_("RR recordings")), "", summary->counts.rr_recordings,
          summary->rr_first_ms, summary->rr_last_ms);
  for (guint i = 0; i < summary->kinds->len; i++)
    {
      const BwKindInfo *kind = g_ptr_array_index (summary->kinds, i);

      hold (self, bw_format_kind (kind->name), kind->unit, kind->count, kind->first_ms,
            kind->last_ms);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->kinds_group), self->rows->len > 0);
  /* One more takes no more room than the row that offers it. */
  if (self->rows->len <= FIRST_KINDS + 1)
    {
      append_kinds (self, 0, self->rows->len);
      return;
    }
  append_kinds (self, 0, FIRST_KINDS);
  append_more (self);
}

/* --- Imports --------------------------------------------------------------------------------- */

static void
add_detail (AdwExpanderRow *row,
            gint64          count,
            const char     *what)
{
  g_autofree char *number = NULL;
  GtkWidget *detail;
  GtkWidget *label;

  if (count == 0)
    return;
  number = bw_format_count (count);
  detail = adw_action_row_new ();
  label = gtk_label_new (number);
  gtk_widget_add_css_class (label, "tabular");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail), what);
  adw_action_row_add_suffix (ADW_ACTION_ROW (detail), label);
  adw_expander_row_add_row (row, detail);
}

static GtkWidget *
warning_new (void)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("dialog-warning-symbolic");

  gtk_widget_add_css_class (image, "warning");
  return image;
}

static void
add_problem (AdwExpanderRow  *row,
             const BwProblem *problem)
{
  g_autofree char *line = problem->line > 0 ? bw_format_count (problem->line) : NULL;
  g_autofree char *where = NULL;
  GtkWidget *detail = adw_action_row_new ();

  if (line != NULL)
    /* Translators: a file name and a line number. */
    where = g_strdup_printf (_("%s, line %s"), problem->file, line);
  else
    where = g_strdup (problem->file != NULL ? problem->file : "");
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (detail), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail), problem->what);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (detail), where);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (detail), 0);
  adw_action_row_add_prefix (ADW_ACTION_ROW (detail), warning_new ());
  if (problem->count > 1)
    {
      g_autofree char *number = bw_format_count (problem->count);
      /* Translators: how many times: "×12". */
      g_autofree char *times = g_strdup_printf (_("×%s"), number);
      GtkWidget *label = gtk_label_new (times);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "tabular");
      adw_action_row_add_suffix (ADW_ACTION_ROW (detail), label);
    }
  adw_expander_row_add_row (row, detail);
}

static void
add_problems (AdwExpanderRow  *row,
              const GPtrArray *problems)
{
  for (guint i = 0; i < MIN (problems->len, MAX_PROBLEMS); i++)
    add_problem (row, g_ptr_array_index (problems, i));
  if (problems->len > MAX_PROBLEMS)
    {
      guint left = problems->len - MAX_PROBLEMS;
      g_autofree char *text
          = g_strdup_printf (ngettext ("And %u more", "And %u more", left), left);
      GtkWidget *detail = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail), text);
      adw_expander_row_add_row (row, detail);
    }
}

static GtkWidget *
import_row_new (BwLibraryPage  *self,
                const BwImport *import)
{
  g_autofree char *name = g_filename_display_basename (import->path);
  g_autofree char *when = bw_format_time (import->time_ms, self->zone);
  g_autofree char *records = bw_format_count ((gint64) import->records);
  g_autofree char *added = bw_format_count ((gint64) import->n_new);
  g_autofree char *subtitle = NULL;
  GtkWidget *widget = adw_expander_row_new ();
  AdwExpanderRow *row = ADW_EXPANDER_ROW (widget);

  if (import->records == 0 && import->ecgs + import->rr_recordings > 0)
    {
      g_autofree char *recordings = bw_format_recordings (import->ecgs, import->rr_recordings);

      /* Translators: when recordings were imported, and how many: "3 ECG recordings". */
      subtitle = g_strdup_printf (_("%s · %s"), when, recordings);
    }
  else
    /* Translators: when something was imported, how many records it held, and how many were new. */
    subtitle = g_strdup_printf (
        ngettext ("%s · %s record, %s new", "%s · %s records, %s new", (gulong) import->records), when,
        records, added);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_expander_row_set_subtitle (row, subtitle);
  if (import->problems != NULL && import->problems->len > 0)
    {
      g_autofree char *text
          = g_strdup_printf (ngettext ("%u problem", "%u problems", import->problems->len),
                             import->problems->len);
      /* Translators: the figures of an import, and how many problems it had. */
      g_autofree char *with_problems = g_strdup_printf (_("%s · %s"), subtitle, text);

      adw_expander_row_set_subtitle (row, with_problems);
      adw_expander_row_add_prefix (row, warning_new ());
      add_problems (row, import->problems);
    }
  add_detail (row, (gint64) import->records, _("Records read"));
  add_detail (row, (gint64) import->n_new, _("New records"));
  add_detail (row, (gint64) import->readings, _("HRV readings with beats"));
  add_detail (row, (gint64) import->beats, _("Heartbeats"));
  add_detail (row, (gint64) import->ecgs, _("ECG recordings"));
  add_detail (row, (gint64) import->rr_recordings, _("RR recordings"));
  add_detail (row, (gint64) import->workouts, _("Workouts"));
  add_detail (row, (gint64) import->activity_days, _("Activity days"));
  add_detail (row, (gint64) import->skipped, _("Left out"));
  {
    /* Translators: a number of seconds, with its unit. */
    g_autofree char *seconds = g_strdup_printf (_("%.1f s"), import->seconds);
    GtkWidget *detail = adw_action_row_new ();
    GtkWidget *label = gtk_label_new (seconds);

    gtk_widget_add_css_class (label, "tabular");
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (detail), _("Time taken"));
    adw_action_row_add_suffix (ADW_ACTION_ROW (detail), label);
    adw_expander_row_add_row (row, detail);
  }
  return widget;
}

static void
show_imports (BwLibraryPage   *self,
              const BwSummary *summary)
{
  clear_list (self->imports);
  self->newest = NULL;
  for (guint i = 0; i < summary->imports->len; i++)
    {
      GtkWidget *row = import_row_new (self, g_ptr_array_index (summary->imports, i));

      gtk_list_box_append (self->imports, row);
      if (i == 0)
        self->newest = row;
    }
}

/* The page may just have come to be seen, and the row is still opening: only when it has its place
 * can it be brought to the top. */
static gboolean
on_follow (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       unused)
{
  BwLibraryPage *self = BW_LIBRARY_PAGE (widget);
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  graphene_point_t at;

  if (self->newest != NULL
      && gtk_widget_compute_point (self->newest, GTK_WIDGET (self->scroller),
                                   &GRAPHENE_POINT_INIT (0, 0), &at))
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + (double) at.y
                                            - FOLLOW_MARGIN);
  if (g_get_monotonic_time () < self->follow_until_us)
    return G_SOURCE_CONTINUE;
  self->follow_id = 0;
  return G_SOURCE_REMOVE;
}

/* --- The class ------------------------------------------------------------------------------- */

static void
bw_library_page_finalize (GObject *object)
{
  BwLibraryPage *self = BW_LIBRARY_PAGE (object);

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->rows, g_array_unref);
  G_OBJECT_CLASS (bw_library_page_parent_class)->finalize (object);
}

static void
bw_library_page_class_init (BwLibraryPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->finalize = bw_library_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/beatwise/Beatwise/ui/bw-library-page.ui");
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, held);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, figures);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, kinds_group);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, imports);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, file);
  gtk_widget_class_bind_template_child (widget_class, BwLibraryPage, size);
  gtk_widget_class_bind_template_callback (widget_class, on_kind_activated);
}

static void
bw_library_page_init (BwLibraryPage *self)
{
  self->zone = g_time_zone_new_local ();
  self->rows = g_array_new (FALSE, FALSE, sizeof (Held));
  g_array_set_clear_func (self->rows, held_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
bw_library_page_new (void)
{
  return g_object_new (BW_TYPE_LIBRARY_PAGE, NULL);
}

void
bw_library_page_set_summary (BwLibraryPage   *self,
                             const BwSummary *summary,
                             const char      *path)
{
  GTimeZone *zone;
  g_autofree char *span = NULL;
  g_autofree char *size = NULL;
  g_autofree char *shown = NULL;

  g_return_if_fail (BW_IS_LIBRARY_PAGE (self));
  g_return_if_fail (summary != NULL && path != NULL);

  zone = g_time_zone_new_identifier (summary->zone_in_use);
  if (zone != NULL)
    {
      g_time_zone_unref (self->zone);
      self->zone = zone;
    }
  if (summary->counts.first_ms != 0 || summary->counts.last_ms != 0)
    span = bw_format_span (summary->counts.first_ms, summary->counts.last_ms, self->zone);
  adw_preferences_group_set_description (self->held, span);
  show_figures (self, &summary->counts);
  show_kinds (self, summary);
  show_imports (self, summary);
  size = g_format_size ((guint64) summary->counts.size_bytes);
  gtk_label_set_label (self->size, size);
  shown = g_filename_display_name (path);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->file), FALSE);
  adw_action_row_set_subtitle (self->file, shown);
}

void
bw_library_page_show_newest_import (BwLibraryPage *self)
{
  g_return_if_fail (BW_IS_LIBRARY_PAGE (self));

  if (self->newest == NULL)
    return;
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (self->newest), TRUE);
  gtk_widget_child_focus (self->newest, GTK_DIR_TAB_FORWARD);
  self->follow_until_us = g_get_monotonic_time () + FOLLOW_US;
  if (self->follow_id == 0)
    self->follow_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_follow, NULL, NULL);
}
