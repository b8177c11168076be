/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "app/bw-rhythm-list-pane.h"

#include "app/bw-rhythm-calendar.h"
#include "app/bw-rhythm-line.h"
#include "app/bw-rhythm-words.h"
#include "app/bw-row-list.h"

#include <glib/gi18n-lib.h>

struct _BwRhythmListPane
{
  AdwBin parent_instance;

  /* Template children. */
  GtkSearchEntry *search;
  GtkRevealer *calendar_revealer;
  BwRhythmCalendar *calendar;
  GtkStack *states;
  GtkListView *view;
  GtkLabel *shown_label;
  GtkLabel *count;
  GtkWidget *all_button;

  /* Owned. */
  BwRhythmShelf *shelf;
  GSettings *settings;
  GSimpleActionGroup *actions;

  BwRowList rows;
};

G_DEFINE_FINAL_TYPE (BwRhythmListPane, bw_rhythm_list_pane, ADW_TYPE_BIN)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- Rows ---------------------------------------------------------------------------------------- */

static void
set_item (GtkWidget *row,
          gpointer   item)
{
  bw_rhythm_line_set_item (BW_RHYTHM_LINE (row), item);
}

static gpointer
get_item (GtkWidget *row)
{
  return bw_rhythm_line_get_item (BW_RHYTHM_LINE (row));
}

static const BwRowKind row_kind = { bw_rhythm_line_new, set_item, get_item };

/* What the list is narrowed to: "Readings · Tuesday, 12 May 2026"; %NULL where it is not. */
static char *
describe_narrowed (BwRhythmListPane *self)
{
  BwRhythmShow show = bw_rhythm_shelf_get_show (self->shelf);
  gint64 day = bw_rhythm_shelf_get_day (self->shelf);
  g_autofree char *date = day != BW_RHYTHM_NO_DAY ? bw_rhythm_words_day (day) : NULL;

  if (show == BW_RHYTHM_SHOW_ALL)
    return g_steal_pointer (&date);
  if (date == NULL)
    return g_strdup (bw_rhythm_show_get_name (show));
  /* Translators: what is shown, and of which day. */
  return g_strdup_printf (_("%s · %s"), bw_rhythm_show_get_name (show), date);
}

static void
show_counts (BwRhythmListPane *self)
{
  guint n = bw_rhythm_shelf_get_n (self->shelf);
  guint n_shown = bw_rhythm_shelf_get_n_shown (self->shelf);
  g_autofree char *count = bw_rhythm_words_count (n_shown, n);
  g_autofree char *narrowed = describe_narrowed (self);

  gtk_label_set_label (self->count, count);
  gtk_label_set_label (self->shown_label, narrowed != NULL ? narrowed : "");
  gtk_widget_set_visible (GTK_WIDGET (self->shown_label), narrowed != NULL);
  gtk_widget_set_visible (self->all_button,
                          n_shown > 0
                            && (narrowed != NULL
                                || *bw_rhythm_shelf_get_search (self->shelf) != '\0'));
  gtk_stack_set_visible_child_name (self->states, n_shown > 0 || n == 0 ? "list" : "none");
}

static void
on_selection_changed (BwRhythmListPane *self)
{
  if (!bw_row_list_take_pointed (&self->rows))
    return;
  if (bw_rhythm_shelf_get_selected (self->shelf) != NULL)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

/* Enter on a row that was come to by Tab, and so is not selected yet. */
static void
on_activate (BwRhythmListPane *self,
             guint             position)
{
  gtk_selection_model_select_item (bw_rhythm_shelf_get_selection (self->shelf), position, TRUE);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
on_search_changed (BwRhythmListPane *self)
{
  if (self->shelf != NULL)
    bw_rhythm_shelf_set_search (self->shelf, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_stop_search (BwRhythmListPane *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  bw_rhythm_list_pane_focus_list (self);
}

/* After others came first: to the one looked at, or to the top. */
static void
scroll_anew (BwRhythmListPane *self)
{
  BwRhythmItem *selected = bw_rhythm_shelf_get_selected (self->shelf);

  if (selected != NULL)
    bw_row_list_scroll_to (&self->rows, selected, FALSE);
  else if (bw_rhythm_shelf_get_n_shown (self->shelf) > 0)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "list.scroll-to-item", "u", 0);
}

static void
on_day_picked (BwRhythmListPane *self,
               gint64            day)
{
  bw_rhythm_shelf_set_day (self->shelf, day);
  scroll_anew (self);
}

/* --- Actions ------------------------------------------------------------------------------------- */

static void
on_show_setting (BwRhythmListPane *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "rhythm-show");

  bw_rhythm_shelf_set_show (self->shelf, bw_rhythm_show_from_id (id));
  scroll_anew (self);
}

static void
on_sort_setting (BwRhythmListPane *self)
{
  g_autofree char *id = g_settings_get_string (self->settings, "rhythm-sort");

  bw_rhythm_shelf_set_sort (self->shelf, bw_rhythm_sort_from_id (id));
  scroll_anew (self);
}

static void
on_show_all (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  bw_rhythm_list_pane_show_all (user_data);
}

static void
add_actions (BwRhythmListPane *self)
{
  static const GActionEntry entries[] = { { .name = "show-all", .activate = on_show_all } };
  static const char *const kept[] = { "rhythm-show", "rhythm-sort", "rhythm-calendar-shown" };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    {
      g_autoptr (GAction) action = g_settings_create_action (self->settings, kept[i]);

      g_action_map_add_action (G_ACTION_MAP (self->actions), action);
    }
  gtk_widget_insert_action_group (GTK_WIDGET (self), "rhythms", G_ACTION_GROUP (self->actions));
}

/* --- Class --------------------------------------------------------------------------------------- */

static void
bw_rhythm_list_pane_dispose (GObject *object)
{
  BwRhythmListPane *self = BW_RHYTHM_LIST_PANE (object);

  if (self->shelf != NULL)
    gtk_list_view_set_model (self->view, NULL);
  g_clear_object (&self->shelf);
  g_clear_object (&self->settings);
  g_clear_object (&self->actions);
  G_OBJECT_CLASS (bw_rhythm_list_pane_parent_class)->dispose (object);
}

static void
bw_rhythm_list_pane_class_init (BwRhythmListPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = bw_rhythm_list_pane_dispose;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (BW_TYPE_RHYTHM_CALENDAR);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/beatwise/Beatwise/ui/bw-rhythm-list-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, search);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, calendar_revealer);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, calendar);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, states);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, view);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, shown_label);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, count);
  gtk_widget_class_bind_template_child (widget_class, BwRhythmListPane, all_button);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_search);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_day_picked);
}

static void
bw_rhythm_list_pane_init (BwRhythmListPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->actions = g_simple_action_group_new ();
  bw_row_list_init (&self->rows, self->view, &row_kind);
}

/* Rows are made when they are first looked at, not while another page is. */
static void
on_map (BwRhythmListPane *self)
{
  if (self->shelf == NULL || gtk_list_view_get_model (self->view) != NULL)
    return;
  gtk_list_view_set_model (self->view, bw_rhythm_shelf_get_selection (self->shelf));
  scroll_anew (self);
}

void
bw_rhythm_list_pane_set_shelf (BwRhythmListPane *self,
                               BwRhythmShelf    *shelf,
                               GSettings        *settings)
{
  g_return_if_fail (BW_IS_RHYTHM_LIST_PANE (self));
  g_return_if_fail (BW_IS_RHYTHM_SHELF (shelf));
  g_return_if_fail (self->shelf == NULL);

  self->shelf = g_object_ref (shelf);
  self->settings = g_object_ref (settings);
  add_actions (self);
  bw_rhythm_calendar_set_shelf (self->calendar, shelf);
  g_settings_bind (settings, "rhythm-calendar-shown", self->calendar_revealer, "reveal-child",
                   G_SETTINGS_BIND_GET);
  if (gtk_widget_get_mapped (GTK_WIDGET (self->view)))
    on_map (self);
  g_signal_connect_object (self->view, "map", G_CALLBACK (on_map), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "changed", G_CALLBACK (show_counts), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (shelf, "selection-changed", G_CALLBACK (on_selection_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::rhythm-sort", G_CALLBACK (on_sort_setting), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::rhythm-show", G_CALLBACK (on_show_setting), self,
                           G_CONNECT_SWAPPED);
  on_sort_setting (self);
  on_show_setting (self);
  show_counts (self);
}

void
bw_rhythm_list_pane_scroll_to (BwRhythmListPane *self,
                               BwRhythmItem     *item,
                               gboolean          focus)
{
  g_return_if_fail (BW_IS_RHYTHM_LIST_PANE (self));
  g_return_if_fail (BW_IS_RHYTHM_ITEM (item));

  bw_row_list_scroll_to (&self->rows, item, focus);
}

void
bw_rhythm_list_pane_begin_search (BwRhythmListPane *self)
{
  g_return_if_fail (BW_IS_RHYTHM_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->search));
  gtk_editable_select_region (GTK_EDITABLE (self->search), 0, -1);
}

void
bw_rhythm_list_pane_focus_list (BwRhythmListPane *self)
{
  g_return_if_fail (BW_IS_RHYTHM_LIST_PANE (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

void
bw_rhythm_list_pane_show_all (BwRhythmListPane *self)
{
  g_return_if_fail (BW_IS_RHYTHM_LIST_PANE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  /* Not after the delay of typing. */
  bw_rhythm_shelf_set_search (self->shelf, "");
  bw_rhythm_shelf_set_day (self->shelf, BW_RHYTHM_NO_DAY);
  g_settings_set_string (self->settings, "rhythm-show",
                         bw_rhythm_show_get_id (BW_RHYTHM_SHOW_ALL));
  scroll_anew (self);
}
